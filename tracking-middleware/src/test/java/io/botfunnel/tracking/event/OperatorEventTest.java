package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A local record beside the events. */
class OperatorEventTest {
  private static OperatorEvent refund(String detail) {
    return new OperatorEvent(
        OperatorEvent.Kind.REFUND, new UserId(1), new EventId("r-1"), detail, Instant.EPOCH);
  }

  @Test
  void itsDetailIsShort() {
    assertThat(refund("7".repeat(60)).detail()).hasSize(60);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> refund("7".repeat(61)))
        .withMessageContainingAll("detail '", "at most 60 characters");
  }

  @Test
  void itsKindHasAWord() {
    assertThat(OperatorEvent.Kind.values())
        .extracting(OperatorEvent.Kind::word)
        .containsExactly("refund", "blocked", "unblocked");
  }
}
