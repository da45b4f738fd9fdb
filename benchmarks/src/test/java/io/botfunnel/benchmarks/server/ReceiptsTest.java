package io.botfunnel.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private final Receipts receipts = new Receipts();

  @Test
  void aRateIsBetweenTwoOfThem() {
    for (int i = 0; i < 100_001; i++) {
      receipts.arrived(i * 1_000_000L);
    }

    assertThat(receipts.perSecond(1, 100_001)).isEqualTo(1_000);
    assertThat(receipts.perSecond(50_001, 50_101)).isEqualTo(1_000);
  }

  @Test
  void thereIsNoRateOfWhatHasNotArrived() {
    receipts.arrived(1);

    assertThatThrownBy(() -> receipts.perSecond(1, 2)).hasMessage("No rate from event 1 to 2 of 1");
  }

  @Test
  void aResetForgetsAll() {
    receipts.reset(true);
    receipts.arrived(1, "dep-1");

    receipts.reset(false);

    assertThat(receipts.received()).isZero();
    assertThat(receipts.traced()).isEmpty();
  }
}
