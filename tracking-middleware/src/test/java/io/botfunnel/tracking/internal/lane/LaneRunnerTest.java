package io.botfunnel.tracking.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Patience;
import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LaneRunnerTest {
  @TempDir Path folder;
  private final SteppingClock clock = new SteppingClock();
  private final HandWorker worker = new HandWorker();
  private final AtomicLong nanos = new AtomicLong();
  private Store store;
  private FlakyLanes lanes;
  private LaneRunner runner;

  @BeforeEach
  void open() {
    String file = folder.resolve("outbox").toString();
    store = Store.open(file, new XtrackerBodies(), Attribution.LAST_CLICK, clock);
    lanes = new FlakyLanes(store.lanes());
    runner =
        new LaneRunner(
            new Queue(lanes, Topic.OUTBOX), worker, clock, nanos::get, Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    lanes.heal();
    runner.close();
    store.close();
  }

  private void append(String lane, String... keys) {
    for (String key : keys) {
      lanes.append(List.of(new NewEntry(Topic.OUTBOX, lane, "contact", key, "", "{}"))).join();
    }
  }

  private Books books() {
    return lanes.books(Topic.OUTBOX);
  }

  private void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(5)).until(condition);
  }

  /** Waits until it sleeps: until it has not looked for a while. */
  private void awaitIdle() {
    int[] seen = {-1};
    Awaitility.await()
        .atMost(Patience.LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              int before = seen[0];
              seen[0] = worker.looks();
              return before == seen[0];
            });
  }

  private void staysBelow(int looks) {
    int before = worker.looks();
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .atMost(Patience.LONG)
        .until(() -> worker.looks() - before < looks);
  }

  @Nested
  class Starting {
    @Test
    void mayBeDoneTwiceAndMovesEachEntryOnce() {
      append("a", "a1", "a2");
      runner.start();
      runner.start();
      await(() -> books().delivered() == 2);
      assertThat(worker.handedKeys()).containsExactly("a1", "a2");
    }

    @Test
    void doesNothingAfterTheEnd() {
      append("a", "a1");
      runner.close();
      runner.start();
      assertThat(worker.handedKeys()).isEmpty();
    }
  }

  @Nested
  class Waking {
    @Test
    void comesWithAnAppend() {
      runner.start();
      awaitIdle();
      append("a", "a1");
      await(() -> books().delivered() == 1);
    }

    @Test
    void comesWithASettlementForTheNextOfTheLane() {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      worker.does(entry -> gate.thenApply(open -> Settlement.delivered(entry)));
      append("a", "a1", "a2");
      runner.start();
      awaitIdle();
      assertThat(worker.handedKeys()).containsExactly("a1");
      gate.complete(null);
      await(() -> books().delivered() == 2);
    }

    @Test
    void comesOnCallAfterTheClockWasStepped() {
      worker.does(
          entry ->
              CompletableFuture.completedFuture(
                  entry.attempts() == 0
                      ? Settlement.later(entry, "not yet", clock.millis() + 60_000)
                      : Settlement.delivered(entry)));
      append("a", "a1");
      runner.start();
      awaitIdle();
      clock.advance(Duration.ofMinutes(1));
      runner.wake();
      await(() -> books().delivered() == 1);
    }

    @Test
    void isNotPolling() {
      runner.start();
      awaitIdle();
      staysBelow(3);
    }

    @Test
    void isNotSpinningWhileWhatIsInHandTakesItsTime() {
      worker.takesAtMost(1);
      worker.saysItsCapacityGrowsAt(clock.millis() - 1);
      CompletableFuture<Void> gate = new CompletableFuture<>();
      worker.does(entry -> gate.thenApply(open -> Settlement.delivered(entry)));
      append("a", "a1");
      append("b", "b1");
      runner.start();
      await(() -> runner.inFlight() == 1);
      staysBelow(20);
      gate.complete(null);
    }
  }

  @Nested
  class AStoreThatFails {
    @Test
    void getsTheSettlementsLater() {
      lanes.failSettlements();
      append("a", "a1");
      runner.start();
      await(() -> worker.handedKeys().size() == 1);
      awaitIdle();
      assertThat(books().waiting()).isOne();
      lanes.heal();
      await(() -> books().delivered() == 1);
      assertThat(worker.handedKeys()).as("not handed twice").hasSize(1);
    }

    @Test
    void getsThemSoonAlsoWhileTheWorkerIsFull() {
      worker.takesAtMost(1);
      lanes.failSettlements();
      append("a", "a1");
      append("b", "b1");
      runner.start();
      awaitIdle();
      lanes.heal();
      await(() -> books().delivered() == 2);
    }

    @Test
    void isAskedAgainForWhatIsDue() {
      lanes.failClaims();
      append("a", "a1");
      runner.start();
      awaitIdle();
      lanes.heal();
      await(() -> books().delivered() == 1);
    }

    @Test
    void isNotAskedAllTheTime() {
      lanes.failClaims();
      lanes.failSettlements();
      runner.start();
      await(() -> worker.looks() > 0);
      staysBelow(5);
    }
  }

  @Nested
  class AWorkerThatThrows {
    @Test
    void losesNeitherThatEntryNorTheOthers() {
      worker.does(
          entry -> {
            if (entry.key().equals("a1") && entry.attempts() == 0) {
              throw new IllegalStateException("unforeseen");
            }
            return CompletableFuture.completedFuture(Settlement.delivered(entry));
          });
      append("a", "a1");
      append("b", "b1");
      append("c", "c1");
      runner.start();
      await(() -> books().delivered() == 2);
      clock.advance(Duration.ofMinutes(1));
      runner.wake();
      await(() -> books().delivered() == 3);
      assertThat(runner.inFlight()).isZero();
    }

    @Test
    void isTriedAgainWhenItsFutureFails() {
      worker.does(
          entry ->
              entry.attempts() == 0
                  ? CompletableFuture.failedFuture(new IllegalStateException("unforeseen"))
                  : CompletableFuture.completedFuture(Settlement.delivered(entry)));
      append("a", "a1");
      runner.start();
      await(() -> worker.handedKeys().size() == 1 && runner.inFlight() == 0);
      clock.advance(Duration.ofMinutes(1));
      runner.wake();
      await(() -> books().delivered() == 1);
    }
  }

  @Nested
  class Closing {
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    private void takeOne() {
      worker.does(entry -> gate.thenApply(open -> Settlement.delivered(entry)));
      append("a", "a1", "a2");
      runner.start();
      await(() -> runner.inFlight() == 1);
    }

    @Test
    void waitsForWhatIsInHandAndTakesNothingNew() {
      takeOne();
      runner.stop();
      CompletableFuture<Boolean> closed =
          CompletableFuture.supplyAsync(() -> runner.close(Duration.ofSeconds(10)));
      assertThat(closed).isNotDone();
      gate.complete(null);
      assertThat(closed).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
      assertThat(books()).extracting(Books::delivered, Books::waiting).containsExactly(1L, 1L);
      assertThat(worker.handedKeys()).containsExactly("a1");
    }

    @Test
    void saysWhenItsPatienceWasTooShort() {
      takeOne();
      assertThat(runner.close(Duration.ofMillis(50))).isFalse();
      gate.complete(null);
      assertThat(runner.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void mayBeDoneTwiceAndBeforeTheStart() {
      assertThat(runner.close(Duration.ofSeconds(5))).isTrue();
      assertThat(runner.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void writesWhatTheStoreDidNotTakeBefore() {
      lanes.failSettlements();
      takeOne();
      gate.complete(null);
      assertThat(runner.close(Duration.ofMillis(300))).isFalse();
      lanes.heal();
      assertThat(runner.close(Duration.ofSeconds(5))).isTrue();
      assertThat(books().delivered()).isOne();
    }

    @Test
    void keepsTheInterruptOfWhoeverWaits() {
      takeOne();
      Thread.currentThread().interrupt();
      assertThat(runner.close(Duration.ofMillis(50))).isFalse();
      assertThat(Thread.interrupted()).isTrue();
      gate.complete(null);
    }
  }

  @Nested
  class AStandstill {
    private static final Duration TOO_LONG = Duration.ofMinutes(2);

    private void later(Duration time) {
      nanos.addAndGet(time.toNanos());
    }

    @Test
    void isNoneBeforeTheStartWhileItSleepsAndAfterTheEnd() {
      assertThat(runner.stalled(TOO_LONG)).isEmpty();
      runner.start();
      awaitIdle();
      later(Duration.ofHours(1));
      assertThat(runner.stalled(TOO_LONG)).isEmpty();
      runner.close();
      assertThat(runner.stalled(TOO_LONG)).isEmpty();
    }

    @Test
    void isAThreadThatDied() {
      worker.does(
          entry -> {
            throw new LinkageError("a class is missing");
          });
      append("a", "a1");
      runner.start();
      Awaitility.await()
          .dontCatchUncaughtExceptions()
          .until(() -> runner.stalled(TOO_LONG).isPresent());
      assertThat(runner.stalled(TOO_LONG).orElseThrow())
          .hasToString("The thread botfunnel-outbox has ended by an error; see the log");
    }

    @Test
    void isAStepThatTakesLongerThanAMinute() {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      worker.does(
          entry -> {
            gate.join();
            return CompletableFuture.completedFuture(Settlement.delivered(entry));
          });
      append("a", "a1");
      runner.start();
      await(() -> worker.handedKeys().contains("a1"));
      later(Duration.ofSeconds(60));
      assertThat(runner.stalled(TOO_LONG)).isEmpty();
      later(Duration.ofSeconds(1));
      assertThat(runner.stalled(TOO_LONG).orElseThrow().activity()).contains("one step");
      gate.complete(null);
      await(() -> runner.stalled(TOO_LONG).isEmpty());
    }

    @Test
    void isAWorkerThatGivesNothingBack() {
      CompletableFuture<Void> gate = new CompletableFuture<>();
      worker.does(entry -> gate.thenApply(open -> Settlement.delivered(entry)));
      append("a", "a1");
      runner.start();
      await(() -> worker.handedKeys().contains("a1"));
      awaitIdle();
      later(TOO_LONG.plusMillis(1));
      assertThat(runner.stalled(TOO_LONG).orElseThrow().activity()).contains("no answer");
      assertThat(runner.stalled(TOO_LONG.multipliedBy(2))).as("others may take longer").isEmpty();
      gate.complete(null);
      await(() -> runner.stalled(TOO_LONG).isEmpty());
    }
  }
}
