package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptTest {
  @ParameterizedTest
  @EnumSource
  void onlyWhatIsNewIsQueued(Receipt.Outcome outcome) {
    assertThat(new Receipt(outcome, new EventId("e-1")).queued())
        .isEqualTo(outcome == Receipt.Outcome.QUEUED);
  }
}
