package io.botfunnel.tracking.internal.delivery;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.RUNNING;
import static io.botfunnel.tracking.delivery.EndpointHealth.Status.UNAUTHORIZED;
import static io.botfunnel.tracking.internal.delivery.ScriptedEndpoint.FAILS;
import static io.botfunnel.tracking.internal.delivery.ScriptedEndpoint.WRONG_KEY;
import static io.botfunnel.tracking.internal.delivery.ScriptedEndpoint.askingToWait;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Patience;
import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.internal.lane.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage costs nothing: the fifth promise. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OutageTest {
  private static final int USERS = 50;

  /** Whom three failures in a row are told by; they are held a little longer than the others. */
  private static final int WITNESSES = 3;

  @TempDir Path folder;
  private DeliveryStage stage;

  @BeforeEach
  void open() {
    stage = new DeliveryStage(folder);
    stage.appendUsers(USERS);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void begin(AttemptResult answer, EndpointHealth.Status status) {
    stage.endpoint.answers(answer);
    stage.delivery.start();
    stage.awaitStatus(status);
  }

  private void end() {
    stage.endpoint.heals();
    stage.clock.set(stage.nextProbe());
    stage.delivery.wake();
  }

  static Stream<AttemptResult> outages() {
    return Stream.of(FAILS, WRONG_KEY, askingToWait(Duration.ofSeconds(90)));
  }

  @Nested
  class Beginning {
    @Test
    void stopsEverythingAfterThreeFailuresInARow() {
      begin(FAILS, PAUSED);
      assertThat(stage.endpoint.sent()).hasSize(3);
      assertThat(stage.delivery.health().reason()).isEqualTo("HTTP 500");
    }

    @Test
    void stopsEverythingAfterTheFirstWordThatTheKeyIsWrong() {
      begin(WRONG_KEY, UNAUTHORIZED);
      assertThat(stage.endpoint.sent()).hasSize(1);
      assertThat(stage.delivery.health().reason()).isEqualTo("HTTP 401");
    }

    @Test
    void isNotMadeLongerByWhatWasInFlight() {
      stage.endpoint.holds();
      stage.endpoint.answers(FAILS);
      stage.delivery.start();
      stage.await(() -> stage.endpoint.sent().size() == USERS);
      stage.endpoint.releases();
      stage.awaitStatus(PAUSED);
      assertThat(stage.untilProbe()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitsAsLongAsTheTrackerAsks() {
      begin(askingToWait(Duration.ofMinutes(7)), PAUSED);
      assertThat(stage.untilProbe()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void waitsAnHourAtMost() {
      begin(askingToWait(Duration.ofDays(7)), PAUSED);
      assertThat(stage.untilProbe()).isEqualTo(Duration.ofHours(1));
    }
  }

  @Nested
  class Lasting {
    @ParameterizedTest
    @MethodSource("io.botfunnel.tracking.internal.delivery.OutageTest#outages")
    void costsOneProbeAtATime(AttemptResult answer) {
      begin(answer, answer.equals(WRONG_KEY) ? UNAUTHORIZED : PAUSED);
      int before = stage.endpoint.sent().size();
      for (int probe = 1; probe <= 20; probe++) {
        stage.probeInVain();
        assertThat(stage.endpoint.sent()).hasSize(before + probe);
      }
    }

    @ParameterizedTest
    @MethodSource("io.botfunnel.tracking.internal.delivery.OutageTest#outages")
    void burnsNoAttemptAndRewritesNothing(AttemptResult answer) {
      begin(answer, answer.equals(WRONG_KEY) ? UNAUTHORIZED : PAUSED);
      for (int probe = 0; probe < 60; probe++) {
        stage.probeInVain();
      }
      List<Entry> kept = stage.stopAndClaim();
      assertThat(kept).extracting(Entry::attempts).hasSize(USERS).containsOnly(0);
      assertThat(kept)
          .allSatisfy(e -> assertThat("contact/" + e.body().substring(8)).isEqualTo(e.key()));
      assertThat(stage.books().waiting()).isEqualTo(USERS);
    }

    @Test
    void asksLessAndLessOftenUpToAMinute() {
      begin(FAILS, PAUSED);
      Duration longest = Duration.ZERO;
      for (int probe = 0; probe < 60; probe++) {
        stage.probeInVain();
        Duration interval = stage.untilProbe();
        assertThat(interval).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        longest = interval.compareTo(longest) > 0 ? interval : longest;
      }
      assertThat(longest).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void waitsForTheAnswerOfAProbeWithoutLookingAllTheTime() {
      begin(FAILS, PAUSED);
      stage.endpoint.holds();
      int before = stage.endpoint.sent().size();
      stage.stepUntil(() -> stage.endpoint.sent().size() > before);
      int looks = stage.endpoint.looks();
      Awaitility.await()
          .during(Duration.ofMillis(300))
          .atMost(Patience.LONG)
          .until(() -> stage.endpoint.looks() - looks < 100);
    }

    @Test
    void takesWhatIsAppendedMeanwhile() {
      begin(FAILS, PAUSED);
      stage.append(USERS + 1, "new");
      stage.append(1, "behind");
      end();
      stage.stepUntil(() -> stage.books().delivered() == USERS + 2);
    }
  }

  @Nested
  class Ending {
    @Test
    void letsEverythingGoAtTheFirstSuccess() {
      begin(FAILS, PAUSED);
      end();
      stage.await(() -> stage.books().delivered() >= USERS - WITNESSES);
      assertThat(stage.status()).isEqualTo(RUNNING);
      assertThat(stage.delivery.limit()).as("full speed").isEqualTo(DeliveryStage.MOST_IN_FLIGHT);
      stage.stepUntil(() -> stage.books().delivered() == USERS);
    }

    @Test
    void isToldByARefusalToo() {
      begin(FAILS, PAUSED);
      stage.endpoint.answers(AttemptResult.of(AttemptOutcome.REFUSED, "invalid_value"));
      stage.stepUntil(() -> stage.status() == RUNNING);
    }

    @Test
    void isNoticedAtOnceWithANewKey() {
      begin(WRONG_KEY, UNAUTHORIZED);
      stage.endpoint.heals();
      stage.endpoint.changesKey();
      stage.delivery.wake();
      stage.await(() -> stage.books().delivered() == USERS);
    }

    @Test
    void isNoticedSoonWithANewKeyThoughNobodySaysSo() {
      begin(WRONG_KEY, UNAUTHORIZED);
      stage.endpoint.heals();
      stage.endpoint.changesKey();
      // The clock stands still: no probe is due, so it is the look at the key that ends it
      Awaitility.await().atMost(Patience.LONG).until(() -> stage.books().delivered() == USERS);
    }

    @Test
    void isAskedForNoMoreOftenBecauseOfTheLooks() {
      begin(WRONG_KEY, UNAUTHORIZED);
      while (stage.untilProbe().compareTo(Duration.ofSeconds(2)) > 0) {
        int looks = stage.endpoint.looks();
        stage.clock.advance(Duration.ofSeconds(2));
        stage.delivery.wake();
        stage.await(() -> stage.endpoint.looks() > looks);
      }
      assertThat(stage.endpoint.sent()).hasSize(1);
    }

    @Test
    void waitsForTheNextProbeWithTheOldKey() {
      begin(WRONG_KEY, UNAUTHORIZED);
      stage.endpoint.heals();
      stage.delivery.wake();
      assertThat(stage.endpoint.sent()).hasSize(1);
      end();
      stage.await(() -> stage.books().delivered() == USERS);
    }

    @Test
    void triesAWrongNewKeyOnce() {
      begin(WRONG_KEY, UNAUTHORIZED);
      stage.endpoint.changesKey();
      stage.delivery.wake();
      stage.await(() -> stage.endpoint.sent().size() == 2 && stage.delivery.inFlight() == 0);
      stage.delivery.wake();
      stage.probeInVain();
      assertThat(stage.endpoint.sent()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isNotHiddenByBadEntriesThatAreTheLongestDue(int bad) {
      begin(FAILS, PAUSED);
      String[] lanes =
          IntStream.rangeClosed(1, bad).mapToObj(DeliveryStage::lane).toArray(String[]::new);
      stage.endpoint.failsOnly(lanes);
      stage.stepUntil(() -> stage.books().delivered() == USERS - bad);
    }
  }
}
