package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many calls at once, and for how long each. */
class LimitsTest {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 1_024})
  void takeSoManyAtOnce(int calls) {
    assertThat(new Limits(calls, SHORTEST, SHORTEST).maxInFlight()).isEqualTo(calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_025})
  void takeNoneAndTooManyForAMistake(int calls) {
    assertThatThrownBy(() -> new Limits(calls, SHORTEST, SHORTEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracking.delivery.max-in-flight")
        .hasMessageContaining("1 to 1024");
  }

  @Test
  void takeATimeoutBelowAMillisecondForAMistake() {
    assertThatThrownBy(() -> new Limits(1, Duration.ofNanos(1), SHORTEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("connectTimeout");
    assertThatThrownBy(() -> new Limits(1, SHORTEST, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("responseTimeout");
  }
}
