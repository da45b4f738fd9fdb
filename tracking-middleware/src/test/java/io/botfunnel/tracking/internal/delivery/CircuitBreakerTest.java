package io.botfunnel.tracking.internal.delivery;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.delivery.EndpointHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final int MOST = 64;
  private static final long SECRET = 1;

  private final SteppingClock clock = new SteppingClock();
  private final List<EndpointHealth.Status> turns = new ArrayList<>();
  private final CircuitBreaker pause =
      new CircuitBreaker(
          "XTRACKER", clock, new Backoff(Duration.ofMinutes(1), new Random(42)), turns::add);

  private int capacity() {
    return pause.capacity(0, MOST, SECRET);
  }

  private Instant nextProbe() {
    return Objects.requireNonNull(pause.health().nextProbe());
  }

  private Duration untilProbe() {
    return Duration.between(clock.instant(), nextProbe());
  }

  /** The longest of the intervals that many pauses would have after so many failed probes. */
  private Duration longestIntervalAfter(int failedProbes) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 300; i++) {
      for (int probe = 0; probe < failedProbes; probe++) {
        pause.failed("HTTP 500", null);
      }
      longest = untilProbe().compareTo(longest) > 0 ? untilProbe() : longest;
      pause.succeeded();
    }
    return longest;
  }

  @Nested
  class Running {
    @Test
    void letsGoWhatHasRoom() {
      assertThat(pause.capacity(60, MOST, SECRET)).isEqualTo(4);
      assertThat(pause.nextProbeAtMs()).isEmpty();
      assertThat(pause.health().status()).isEqualTo(RUNNING);
    }

    @Test
    void knowsItsLastSuccess() {
      assertThat(pause.health().lastSuccess()).isNull();
      pause.succeeded();
      assertThat(pause.health().lastSuccess()).isEqualTo(clock.instant());
    }
  }

  @Nested
  class Paused {
    @Test
    void saysWhySinceWhenAndUntilWhen() {
      Instant began = clock.instant();
      pause.failed("HTTP 500", null);
      clock.advance(Duration.ofMinutes(5));
      pause.failed("HTTP 503", null);
      EndpointHealth health = pause.health();
      assertThat(health.status()).isEqualTo(PAUSED);
      assertThat(health.since()).isEqualTo(began);
      assertThat(health.reason()).isEqualTo("HTTP 503");
      assertThat(health.nextProbe()).isAfter(clock.instant());
    }

    @Test
    void letsNothingGoBeforeTheProbeIsDue() {
      pause.failed("HTTP 500", null);
      clock.set(nextProbe().minusMillis(1));
      assertThat(capacity()).isZero();
    }

    @Test
    void letsOneProbeGoAndNoneBesideIt() {
      pause.failed("HTTP 500", null);
      clock.set(nextProbe());
      assertThat(capacity()).isOne();
      assertThat(pause.capacity(1, MOST, SECRET)).isZero();
    }

    @Test
    void asksAtGrowingIntervalsUpToAMinute() {
      assertThat(longestIntervalAfter(1))
          .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(2));
      assertThat(longestIntervalAfter(3)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
      assertThat(longestIntervalAfter(20))
          .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void asksAsSoonAsTheFirstTimeAfterItWentOn() {
      for (int i = 0; i < 20; i++) {
        pause.failed("HTTP 500", null);
      }
      pause.succeeded();
      pause.failed("HTTP 500", null);
      assertThat(untilProbe()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitsAsLongAsTheTrackerAsksButNotLongerThanAnHour() {
      pause.failed("HTTP 429", Duration.ofMinutes(7));
      assertThat(untilProbe()).isEqualTo(Duration.ofMinutes(7));
      pause.failed("HTTP 429", Duration.ofDays(7));
      assertThat(untilProbe()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void endsAtTheFirstSuccess() {
      pause.failed("HTTP 500", null);
      clock.advance(Duration.ofSeconds(1));
      pause.succeeded();
      assertThat(capacity()).isEqualTo(MOST);
      assertThat(pause.health())
          .isEqualTo(
              new EndpointHealth(RUNNING, clock.instant(), null, null, clock.instant(), List.of()));
    }

    @Test
    void isNotProlongedByAClockThatIsSetBack() {
      pause.failed("HTTP 500", null);
      clock.advance(Duration.ofMinutes(-30));
      assertThat(capacity()).isOne();
    }

    @Test
    void isNotProlongedByAClockThatIsSetBackADay() {
      pause.failed("HTTP 429", Duration.ofHours(1));
      clock.advance(Duration.ofDays(-1));
      assertThat(capacity()).isOne();
    }
  }

  @Nested
  class Unauthorized {
    @Test
    void asksSlowlyFromTheStart() {
      Duration longest = Duration.ZERO;
      for (int i = 0; i < 300; i++) {
        pause.unauthorized("HTTP 401", SECRET, false);
        longest = untilProbe().compareTo(longest) > 0 ? untilProbe() : longest;
        pause.succeeded();
      }
      assertThat(longest).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(32));
    }

    @Test
    void isNotProlongedByAnswersToWhatWasInFlight() {
      pause.unauthorized("HTTP 401", SECRET, false);
      Instant probe = nextProbe();
      pause.unauthorized("HTTP 401", SECRET, false);
      assertThat(nextProbe()).isEqualTo(probe);
    }

    @Test
    void triesANewKeyAtOnce() {
      pause.unauthorized("HTTP 401", SECRET, false);
      assertThat(capacity()).isZero();
      assertThat(pause.capacity(0, MOST, SECRET + 1)).isOne();
      assertThat(pause.capacity(1, MOST, SECRET + 1)).isZero();
    }

    @Test
    void looksForANewKeyEveryTwoSeconds() {
      pause.unauthorized("HTTP 401", SECRET, false);
      for (int look = 0; look < 5; look++) {
        long inTwoSeconds = clock.millis() + 2_000;
        assertThat(pause.nextLookAtMs().orElseThrow()).isLessThanOrEqualTo(inTwoSeconds);
        clock.set(Instant.ofEpochMilli(Math.min(inTwoSeconds, nextProbe().toEpochMilli() - 1)));
        assertThat(capacity()).isZero();
      }
    }

    @Test
    void looksForTheProbeAloneWhereTheKeyIsNotTheFault() {
      pause.failed("HTTP 500", Duration.ofMinutes(7));
      assertThat(pause.nextLookAtMs()).hasValue(nextProbe().toEpochMilli());
    }

    @Test
    void waitsAgainWhenTheNewKeyIsWrongToo() {
      pause.unauthorized("HTTP 401", SECRET, false);
      pause.unauthorized("HTTP 401", SECRET + 1, true);
      assertThat(pause.capacity(0, MOST, SECRET + 1)).isZero();
    }

    @Test
    void isAnotherStateThanPausedAndSaysSo() {
      pause.failed("HTTP 500", null);
      pause.unauthorized("HTTP 401", SECRET, true);
      assertThat(pause.health().status()).isEqualTo(UNAUTHORIZED);
      assertThat(pause.health().reason()).isEqualTo("HTTP 401");
      pause.failed("HTTP 500", null);
      assertThat(pause.health().status()).isEqualTo(PAUSED);
      assertThat(turns).containsExactly(PAUSED, UNAUTHORIZED, PAUSED);
    }
  }
}
