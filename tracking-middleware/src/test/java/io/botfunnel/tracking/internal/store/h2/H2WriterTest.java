package io.botfunnel.tracking.internal.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.store.h2.file.H2File;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class H2WriterTest {
  @TempDir Path folder;
  private final H2State memory = new H2State(MemtableLimits.here());
  private H2Writer writer;
  private H2Lanes lanes;

  @BeforeEach
  void start() {
    H2File file = new H2File(folder.resolve("outbox"));
    H2Maintenance maintenance = new H2Maintenance(memory, Optional.empty(), new H2StagedEvents());
    writer = new H2Writer(file, memory, maintenance, Clock.systemUTC());
    lanes = new H2Lanes(writer, memory);
  }

  @AfterEach
  void stop() {
    writer.close();
  }

  private CompletableFuture<List<Appended>> append(String lane, String key) {
    return lanes.append(List.of(new NewEntry(Topic.OUTBOX, lane, "contact", key, "", "{}")));
  }

  private void assertWorks(String key) {
    assertThat(append("a", key).join()).containsExactly(Appended.QUEUED);
  }

  private static void assertUnavailable(CompletableFuture<?> future, String words) {
    assertThatThrownBy(future::join)
        .cause()
        .isInstanceOf(OutboxUnavailableException.class)
        .hasMessageContaining(words);
  }

  /** Keeps the writer busy until the latch is down: what is submitted meanwhile is one group. */
  private CountDownLatch busy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    writer.submit(
        tx -> {
          begun.countDown();
          awaitUninterruptibly(released);
          return null;
        });
    begun.await();
    return released;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class ABadPieceOfWork {
    @Test
    void failsAloneInItsGroup() throws InterruptedException {
      CountDownLatch released = busy();
      CompletableFuture<?> before = append("a", "1");
      CompletableFuture<?> bad =
          writer.submit(
              tx ->
                  tx.session().update("INSERT INTO attribution VALUES ('', 1, ?)", "x".repeat(62)));
      CompletableFuture<?> after = append("a", "3");
      released.countDown();
      assertThat(before.join()).isEqualTo(List.of(Appended.QUEUED));
      assertThat(after.join()).isEqualTo(List.of(Appended.QUEUED));
      assertUnavailable(bad, "Value too long");
      assertThat(memory.counters().books(Topic.OUTBOX).accepted()).isEqualTo(2);
    }

    @Test
    void failsAloneEvenWithAnError() throws InterruptedException {
      CountDownLatch released = busy();
      CompletableFuture<?> before = append("a", "1");
      CompletableFuture<?> bad =
          writer.submit(
              tx -> {
                throw new StackOverflowError("as deep as it gets");
              });
      released.countDown();
      before.join();
      assertThatThrownBy(bad::join).hasRootCauseInstanceOf(StackOverflowError.class);
      assertWorks("2");
    }

    @Test
    void leavesNothingOfItselfBehind() {
      NewEntry good = new NewEntry(Topic.OUTBOX, "a", "contact", "good", "", "{}");
      CompletableFuture<?> bad =
          writer.submit(
              tx -> {
                lanes.appender().append(tx, good, null);
                return tx.session()
                    .update("INSERT INTO attribution VALUES ('', 1, ?)", "x".repeat(62));
              });
      assertUnavailable(bad, "Value too long");
      assertThat(memory.counters().books(Topic.OUTBOX).accepted()).isZero();
      assertWorks("good");
    }
  }

  @Nested
  class ADatabaseThatIsGone {
    @Test
    void isOpenedAgainForTheNextGroup() {
      assertWorks("1");
      assertUnavailable(
          writer.submit(
              tx -> {
                tx.session().execute("SHUTDOWN IMMEDIATELY");
                return tx.session().exists("SELECT 1 FROM entry");
              }),
          "could not be read or written");
      assertWorks("2");
      assertThat(append("a", "1").join()).containsExactly(Appended.DUPLICATE);
      assertThat(memory.counters().books(Topic.OUTBOX).accepted()).isEqualTo(2);
    }

    @Test
    void isNotHurtByAnInterruptOfTheWriterItself() {
      writer.submit(
          tx -> {
            Thread.currentThread().interrupt();
            return null;
          });
      assertWorks("1");
      stop();
      start();
      assertThat(append("a", "1").join()).containsExactly(Appended.DUPLICATE);
    }
  }

  @Nested
  class ManyCallers {
    private static final int CALLERS = 16;
    private static final int EACH = 200;

    @Test
    void areAllAnswered() {
      List<Appended> answers =
          IntStream.range(0, CALLERS)
              .mapToObj(caller -> CompletableFuture.supplyAsync(() -> appendMany(caller)))
              .toList()
              .stream()
              .flatMap(all -> all.join().stream())
              .toList();
      assertThat(answers).hasSize(CALLERS * EACH).containsOnly(Appended.QUEUED);
      assertThat(memory.counters().books(Topic.OUTBOX).accepted()).isEqualTo(CALLERS * EACH);
    }

    private List<Appended> appendMany(int caller) {
      List<CompletableFuture<List<Appended>>> all = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        all.add(append("lane" + caller, caller + "/" + i));
      }
      return all.stream().flatMap(one -> one.join().stream()).toList();
    }

    @Test
    void doNotHurtTheDatabaseWhenTheyAreInterrupted() throws InterruptedException {
      Thread caller =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                for (int i = 0; i < EACH; i++) {
                  append("a", "k" + i).join();
                  Futures.await(writer.submit(tx -> tx.session().exists("SELECT 1 FROM entry")));
                }
              });
      caller.start();
      caller.join();
      assertThat(memory.counters().books(Topic.OUTBOX).accepted()).isEqualTo(EACH);
      assertWorks("after");
    }

    @Test
    void mayBeInterruptedWhileTheyOpenAndCloseIt() throws InterruptedException {
      writer.close();
      Thread caller =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                start();
                stop();
              });
      caller.start();
      caller.join();
      start();
      assertWorks("after");
    }
  }

  @Nested
  class Closing {
    @Test
    void doesWhatWasSubmittedBefore() throws InterruptedException {
      CountDownLatch released = busy();
      CompletableFuture<List<Appended>> before = append("a", "1");
      CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);
      released.countDown();
      closing.join();
      assertThat(before).isCompletedWithValue(List.of(Appended.QUEUED));
      start();
      assertThat(append("a", "1").join()).containsExactly(Appended.DUPLICATE);
    }

    @Test
    void failsWhatIsSubmittedAfterwardsInClearWords() {
      writer.close();
      assertUnavailable(append("a", "1"), "The outbox is closed");
    }

    @Test
    void mayBeAskedForTwice() {
      writer.close();
      writer.close();
    }
  }
}
