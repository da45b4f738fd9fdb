package io.botfunnel.tracking.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightLimitTest {
  private static final int CEILING = 64;
  private static final Duration USUAL = Duration.ofMillis(40);
  private static final Duration SLOW = Duration.ofMillis(400);

  /** Where the system's nanoseconds begin is not known, and may be below zero. */
  private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE / 2);

  private final InFlightLimit limit = new InFlightLimit(CEILING, nanos::get);

  private long[] flight(int size) {
    return IntStream.range(0, size).mapToLong(i -> limit.begins()).toArray();
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** As many as may go out together, all answered after this long. */
  private void answered(Duration latency) {
    long[] marks = flight(limit.now());
    passes(latency);
    for (long mark : marks) {
      limit.succeeded(mark);
    }
  }

  private void answeredFor(Duration time, Duration latency) {
    long end = nanos.get() + time.toNanos();
    while (nanos.get() < end) {
      answered(latency);
    }
  }

  private void turnedAway() {
    long[] marks = flight(limit.now());
    passes(Duration.ofMillis(1));
    for (long mark : marks) {
      limit.overloaded(mark);
    }
  }

  @Test
  void startsAtTheCeiling() {
    assertThat(limit.now()).isEqualTo(CEILING);
  }

  @Nested
  class Overload {
    @Test
    void halvesOnceForAllThatWereOnTheirWayTogether() {
      turnedAway();
      assertThat(limit.now()).isEqualTo(32);
      turnedAway();
      assertThat(limit.now()).isEqualTo(16);
    }

    @Test
    void leavesOneWhateverComes() {
      IntStream.range(0, 50).forEach(i -> turnedAway());
      assertThat(limit.now()).isEqualTo(1);
    }

    @Test
    void isOverAfterAsManySuccessesAsTheCeilingHas() {
      IntStream.range(0, 50).forEach(i -> turnedAway());
      for (int success = 1; success < CEILING; success++) {
        limit.succeeded(limit.begins());
        assertThat(limit.now()).isEqualTo(1 + success);
      }
      limit.succeeded(limit.begins());
      assertThat(limit.now()).isEqualTo(CEILING);
    }

    @Test
    void isNotToldByWhatFailsOtherwise() {
      long[] marks = flight(CEILING);
      assertThat(limit.inFlight()).isEqualTo(CEILING);
      for (long mark : marks) {
        assertThat(mark).isPositive();
        limit.ended();
      }
      assertThat(limit.now()).isEqualTo(CEILING);
    }
  }

  @Nested
  class Latency {
    @Test
    void thatGrowsTenfoldMakesItLessButNotLessThanAQuarter() {
      answeredFor(Duration.ofMinutes(1), USUAL);
      assertThat(limit.now()).isEqualTo(CEILING);
      answeredFor(Duration.ofSeconds(15), SLOW);
      assertThat(limit.now()).isBetween(CEILING / 4, CEILING / 2);
    }

    @Test
    void thatIsAsUsualAgainGivesItBackWithinAFewSeconds() {
      answeredFor(Duration.ofMinutes(1), USUAL);
      answeredFor(Duration.ofSeconds(15), SLOW);
      answeredFor(Duration.ofSeconds(10), USUAL);
      assertThat(limit.now()).isEqualTo(CEILING);
    }

    @Test
    void thatStaysBecomesTheUsual() {
      answeredFor(Duration.ofMinutes(1), USUAL);
      answeredFor(Duration.ofMinutes(10), SLOW);
      assertThat(limit.now()).isEqualTo(CEILING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 23})
    void thatIsNoisyChangesNothing(long seed) {
      Random random = new Random(seed);
      for (int i = 0; i < 20_000; i++) {
        boolean outlier = random.nextInt(20) == 0;
        answered(
            Duration.ofNanos((long) (USUAL.toNanos() * (outlier ? 8 : 0.5 + random.nextDouble()))));
        assertThat(limit.now()).isGreaterThanOrEqualTo(CEILING * 3 / 4);
      }
    }

    @Test
    void thatIsShortAnywayMayGrowAsItLikes() {
      answeredFor(Duration.ofSeconds(10), Duration.ofNanos(200_000));
      answeredFor(Duration.ofSeconds(10), Duration.ofMillis(20));
      assertThat(limit.now()).isEqualTo(CEILING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1024})
  void staysBetweenOneAndItsCeilingWhateverThatIs(int ceiling) {
    InFlightLimit other = new InFlightLimit(ceiling, nanos::get);
    for (int i = 0; i < 5_000; i++) {
      long mark = other.begins();
      passes(i % 1_000 < 500 ? USUAL : SLOW);
      if (i % 7 == 0) {
        other.overloaded(mark);
      } else {
        other.succeeded(mark);
      }
      assertThat(other.now()).isBetween(1, ceiling);
    }
    assertThat(other.inFlight()).isZero();
  }
}
