package io.botfunnel.tracking.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final int TIMES = 2_000;

  private final Backoff backoff = new Backoff(Duration.ofMinutes(10), new Random(42));

  private List<Long> waits(int failures) {
    return IntStream.range(0, TIMES).mapToObj(i -> backoff.afterMs(failures, null)).toList();
  }

  @Nested
  class Growing {
    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 4000", "3, 8000", "9, 512000", "10, 600000", "40, 600000"})
    void staysBetweenASecondAndTheDoubledCeiling(int failures, long ceilingMs) {
      assertThat(waits(failures)).allSatisfy(ms -> assertThat(ms).isBetween(1_000L, ceilingMs));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1_000, Integer.MAX_VALUE})
    void doesNotOverflow(int failures) {
      assertThat(waits(failures)).allSatisfy(ms -> assertThat(ms).isBetween(1_000L, 600_000L));
    }

    @Test
    void usesTheWholeRangeSoThatNobodyComesBackTogether() {
      List<Long> waits = waits(4);
      assertThat(waits).anyMatch(ms -> ms < 2_000).anyMatch(ms -> ms > 15_000);
      assertThat(waits.stream().distinct().count()).isGreaterThan(TIMES / 2);
    }

    @Test
    void isASecondWhereThatIsTheLongest() {
      Backoff shortest = new Backoff(Duration.ofSeconds(1), new Random(42));
      assertThat(shortest.afterMs(20, null)).isEqualTo(1_000);
    }
  }

  @Nested
  class WithARetryAfter {
    @Test
    void waitsAsLongAsTheTrackerAsks() {
      assertThat(backoff.afterMs(1, Duration.ofSeconds(33))).isEqualTo(33_000);
    }

    @Test
    void waitsLongerThanItsOwnLongest() {
      assertThat(backoff.afterMs(1, Duration.ofMinutes(50)))
          .isEqualTo(Duration.ofMinutes(50).toMillis());
    }

    @Test
    void waitsAnHourAtMost() {
      assertThat(backoff.afterMs(1, Duration.ofDays(3650)))
          .isEqualTo(Duration.ofHours(1).toMillis());
    }

    @Test
    void doesNotComeBackSoonerThanWithoutIt() {
      assertThat(backoff.afterMs(1, Duration.ZERO)).isGreaterThanOrEqualTo(1_000);
    }
  }
}
