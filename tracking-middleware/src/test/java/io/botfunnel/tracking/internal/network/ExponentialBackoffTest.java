package io.botfunnel.tracking.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialBackoffTest {
  private final ExponentialBackoff backoff =
      new ExponentialBackoff(Duration.ofMillis(500), Duration.ofSeconds(3));

  @Test
  void doublesUntilItIsAsLongAsItMayBe() {
    assertThat(IntStream.rangeClosed(1, 5).mapToLong(backoff::afterMs))
        .containsExactly(500L, 1_000L, 2_000L, 3_000L, 3_000L);
  }

  @Test
  void staysThereHoweverOftenItFails() {
    assertThat(backoff.after(64)).isEqualTo(Duration.ofSeconds(3));
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void isNoLongerThanTheLongestFromTheStart() {
    assertThat(new ExponentialBackoff(Duration.ofHours(2), Duration.ofHours(1)).after(1))
        .isEqualTo(Duration.ofHours(1));
  }
}
