package io.botfunnel.tracking.internal.delivery;

import static io.botfunnel.tracking.delivery.EndpointHealth.Status.PAUSED;
import static io.botfunnel.tracking.internal.delivery.ScriptedEndpoint.FAILS;
import static io.botfunnel.tracking.outbox.State.DELIVERED;
import static io.botfunnel.tracking.outbox.State.DUPLICATE;
import static io.botfunnel.tracking.outbox.State.REFUSED;
import static io.botfunnel.tracking.outbox.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeliveryTest {
  private static final int BAD = 1;

  @TempDir Path folder;
  private DeliveryStage stage;
  private final AtomicInteger others = new AtomicInteger(100);

  @BeforeEach
  void open() {
    stage = new DeliveryStage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void appendAnother() {
    int user = others.incrementAndGet();
    stage.append(user, "c-" + user);
  }

  private Recorded first(int user) {
    return stage.timeline(user).get(0);
  }

  /** Lets the first event of a user fail alone while others get through, so many times. */
  private void failAlone(int attempts) {
    stage.endpoint.failsOnly(DeliveryStage.lane(BAD));
    stage.delivery.start();
    stage.stepUntil(
        () -> {
          appendAnother();
          return first(BAD).attempts() == attempts || first(BAD).state() == REFUSED;
        });
  }

  @Nested
  class AnAnswer {
    @Test
    void isASettlement() {
      stage.appendUsers(3);
      stage.append(4, "c-4");
      stage.endpoint.answers(
          entry ->
              switch (entry.lane()) {
                case "user:1" -> AttemptResult.of(AttemptOutcome.DELIVERED, "unmatched");
                case "user:2" -> AttemptResult.of(AttemptOutcome.DUPLICATE);
                case "user:3" ->
                    AttemptResult.of(AttemptOutcome.REFUSED, "invalid_value (HTTP 400)");
                default -> AttemptResult.of(AttemptOutcome.DELIVERED);
              });
      stage.delivery.start();
      stage.await(() -> stage.books().waiting() == 0);
      assertThat(first(1))
          .extracting(Recorded::state, Recorded::reason)
          .containsExactly(DELIVERED, "unmatched");
      assertThat(first(2).state()).isEqualTo(DUPLICATE);
      assertThat(first(3))
          .extracting(Recorded::state, Recorded::reason)
          .containsExactly(REFUSED, "invalid_value (HTTP 400)");
      assertThat(stage.books())
          .hasToString("accepted 4 = delivered 2 + duplicate 1 + waiting 0 + refused 1 + erased 0");
    }

    @Test
    void thatRefusesAnEventLetsTheUsersNextOnePass() {
      stage.append(BAD, "first");
      stage.append(BAD, "second");
      stage.endpoint.answers(
          entry ->
              AttemptResult.of(
                  entry.key().endsWith("first")
                      ? AttemptOutcome.REFUSED
                      : AttemptOutcome.DELIVERED));
      stage.delivery.start();
      stage.await(() -> stage.books().waiting() == 0);
      assertThat(stage.timeline(BAD))
          .extracting(Recorded::state)
          .containsExactly(REFUSED, DELIVERED);
    }

    @Test
    void ofEveryKindIsGivenToEachUsersEventsInOrder() {
      for (int i = 0; i < 20; i++) {
        for (int user = 1; user <= 5; user++) {
          stage.append(user, "%d-%02d".formatted(user, i));
        }
      }
      stage.delivery.start();
      stage.await(() -> stage.books().waiting() == 0);
      assertThat(stage.endpoint.sentKeys().stream().filter(key -> key.startsWith("contact/3-")))
          .hasSize(20)
          .isSorted();
    }
  }

  @Nested
  class AnEntryThatKeepsFailingWhileOthersGetThrough {
    @Test
    void isBackedOffOnItsOwn() {
      stage.append(BAD, "bad");
      failAlone(1);
      assertThat(first(BAD))
          .extracting(Recorded::state, Recorded::attempts, Recorded::reason)
          .containsExactly(WAITING, 1, "HTTP 500");
      stage.await(() -> stage.books().waiting() == 1);
      assertThat(stage.status()).isEqualTo(EndpointHealth.Status.RUNNING);
    }

    @Test
    void holdsItsUsersLaterEvents() {
      stage.append(BAD, "bad");
      stage.append(BAD, "behind");
      failAlone(2);
      assertThat(stage.endpoint.sentKeys())
          .contains("contact/bad")
          .doesNotContain("contact/behind");
    }

    @Test
    void isSetAsideAfterTheMostAttemptsAndLetsThemPass() {
      stage.append(BAD, "bad");
      stage.append(BAD, "behind");
      stage.endpoint.answers(
          entry ->
              entry.key().endsWith("bad") ? FAILS : AttemptResult.of(AttemptOutcome.DELIVERED));
      stage.delivery.start();
      stage.stepUntil(
          () -> {
            appendAnother();
            return first(BAD).state() == REFUSED;
          });
      assertThat(first(BAD).reason())
          .isEqualTo("gave up after 3 attempts while others got through; the last: HTTP 500");
      stage.await(() -> stage.books().waiting() == 0);
      assertThat(stage.timeline(BAD)).extracting(Recorded::state).endsWith(DELIVERED);
    }

    @Test
    void canBeSentAgain() {
      stage.append(BAD, "bad");
      failAlone(DeliveryStage.MOST_ATTEMPTS);
      stage.endpoint.heals();
      assertThat(stage.lanes().retry(Topic.OUTBOX, "contact/bad").join()).isTrue();
      stage.await(() -> first(BAD).state() == DELIVERED);
    }

    @Test
    void isSentUnchangedAtEveryAttempt() {
      stage.append(BAD, "bad");
      failAlone(DeliveryStage.MOST_ATTEMPTS);
      assertThat(stage.endpoint.sent().stream().filter(e -> e.key().equals("contact/bad")))
          .hasSizeGreaterThanOrEqualTo(DeliveryStage.MOST_ATTEMPTS)
          .extracting(Entry::body)
          .containsOnly("body of bad");
    }
  }

  @Nested
  class AnEntryThatFailsWhileNobodyElseGetsThrough {
    @Test
    void isNotBlamedHoweverLongItTakes() {
      stage.append(BAD, "bad");
      stage.endpoint.answers(FAILS);
      stage.delivery.start();
      stage.stepUntil(() -> stage.endpoint.sent().size() > 6);
      assertThat(stage.stopAndClaim())
          .extracting(Entry::key, Entry::attempts)
          .containsExactly(tuple("contact/bad", 0));
    }
  }

  @Nested
  class AClockThatIsSetBackADay {
    private void setBack() {
      stage.clock.advance(Duration.ofDays(-1));
      stage.endpoint.heals();
      stage.delivery.wake();
    }

    @Test
    void doesNotStrandAnEntryThatBacksOff() {
      stage.append(BAD, "bad");
      failAlone(2);
      setBack();
      stage.await(() -> stage.books().waiting() == 0);
    }

    @Test
    void doesNotStrandAPausedOutbox() {
      stage.appendUsers(20);
      stage.endpoint.answers(FAILS);
      stage.delivery.start();
      stage.awaitStatus(PAUSED);
      stage.probeInVain();
      setBack();
      stage.await(() -> stage.books().waiting() == 0);
    }

    @Test
    void doesNotStrandWhatWasAppendedBefore() {
      stage.appendUsers(20);
      setBack();
      stage.delivery.start();
      stage.await(() -> stage.books().waiting() == 0);
    }
  }

  @Nested
  class Closing {
    @Test
    void mayBeDoneTwiceAndSoMayStarting() {
      stage.appendUsers(5);
      stage.delivery.start();
      stage.delivery.start();
      stage.await(() -> stage.books().waiting() == 0);
      stage.delivery.close();
      stage.delivery.close();
      stage.delivery.start();
      assertThat(stage.endpoint.sent()).hasSize(5);
    }

    @Test
    void leavesWhatIsDueLaterForTheNextStart() {
      stage.delivery.start();
      stage.delivery.close();
      stage.appendUsers(5);
      assertThat(stage.endpoint.sent()).isEmpty();
      assertThat(stage.stopAndClaim()).hasSize(5);
    }

    @Test
    void countsNoAttemptThatItCutShort() {
      stage.append(BAD, "bad");
      failAlone(1);
      stage.endpoint.holds();
      int before = stage.endpoint.sent().size();
      stage.stepUntil(() -> stage.endpoint.sent().size() > before);
      stage.delivery.stop();
      stage.endpoint.answers(AttemptResult.of(AttemptOutcome.LATER, "the client is closed"));
      stage.endpoint.releases();
      assertThat(stage.stopAndClaim())
          .extracting(Entry::key, Entry::attempts)
          .contains(tuple("contact/bad", 1));
    }
  }
}
