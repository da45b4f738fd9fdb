package io.botfunnel.tracking.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.outbox.Topic;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Entry ENTRY = new Entry(1, Topic.OUTBOX, "a", "contact", "k", "{}", 0, 0);

  @Test
  void isFinalWhereTheEntryIsNotTriedAgain() {
    assertThat(Settlement.delivered(ENTRY).isFinal()).isTrue();
    assertThat(Settlement.duplicate(ENTRY).isFinal()).isTrue();
    assertThat(Settlement.refused(ENTRY, "no").isFinal()).isTrue();
  }

  @Test
  void isNotFinalWhereItIs() {
    assertThat(Settlement.quarantined(ENTRY, "it ends the process", 5).isFinal()).isFalse();
    assertThat(Settlement.later(ENTRY, "HTTP 500", 5).isFinal()).isFalse();
    assertThat(Settlement.held(ENTRY, 5).isFinal()).isFalse();
  }

  @Test
  void ofASuspectSaysUntilWhenItIsSetAside() {
    Suspicion quarantined = Suspicion.UNPROVEN.with(3).quarantinedUntil(5);
    assertThat(quarantined).isEqualTo(new Suspicion(3, 5L));
    assertThat(quarantined.isQuarantined()).isTrue();
    assertThat(Suspicion.UNPROVEN.isQuarantined()).isFalse();
  }
}
