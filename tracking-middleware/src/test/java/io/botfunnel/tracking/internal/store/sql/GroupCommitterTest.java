package io.botfunnel.tracking.internal.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.internal.store.sql.CommitTarget.Recovery;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitterTest {
  private final Target target = new Target();
  private final List<Topic> woken = new CopyOnWriteArrayList<>();
  private final GroupCommitter committer =
      new GroupCommitter("committer", target, woken::addAll, Clock.systemUTC());

  @BeforeEach
  void start() {
    committer.start(tx -> null);
    target.steps.clear();
  }

  @AfterEach
  void close() {
    committer.close();
  }

  /** Submits all of this work as one group. */
  private List<CompletableFuture<String>> group(List<TransactionWork<String>> work)
      throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<?> before =
        committer.submit(
            tx -> {
              busy.countDown();
              await(released);
              return null;
            });
    busy.await();
    List<CompletableFuture<String>> done = work.stream().map(committer::submit).toList();
    target.steps.clear();
    released.countDown();
    before.join();
    return done;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T failing(Throwable cause) throws SQLException {
    if (cause instanceof SQLException sql) {
      throw sql;
    }
    throw (RuntimeException) cause;
  }

  @Nested
  class AGroup {
    @Test
    void sharesOneCommit() throws InterruptedException {
      List<CompletableFuture<String>> done = group(List.of(tx -> "a", tx -> "b", tx -> "c"));
      assertThat(done.stream().map(CompletableFuture::join)).containsExactly("a", "b", "c");
      assertThat(target.steps).containsExactly("commit", "commit");
    }

    @Test
    void wakesItsTopicsAfterTheCommitAndBeforeItsCallers() {
      committer
          .submit(
              tx -> {
                tx.mayBeDue(Topic.OUTBOX);
                tx.afterCommit(() -> assertThat(woken).isEmpty());
                return null;
              })
          .thenRun(() -> assertThat(woken).containsExactly(Topic.OUTBOX))
          .join();
    }
  }

  @Nested
  class AFailedGroup {
    @Test
    void isTriedAgainAsLongAsItsTargetAsksForThat() {
      target.recoveries.addAll(List.of(Recovery.RETRY, Recovery.RETRY));
      List<String> undone = new CopyOnWriteArrayList<>();
      CompletableFuture<String> done =
          committer.submit(
              tx -> {
                tx.onRollback(() -> undone.add("undone"));
                return undone.size() < 2 ? failing(new SQLException("raced")) : "at last";
              });
      assertThat(done.join()).isEqualTo("at last");
      assertThat(target.steps).containsExactly("recover 1", "recover 2", "commit");
    }

    @Test
    void runsOneByOneSoThatOnlyTheFaultyWorkFails() throws InterruptedException {
      target.recoveries.addAll(List.of(Recovery.ISOLATE, Recovery.ISOLATE));
      IllegalStateException own = new IllegalStateException("its own");
      List<CompletableFuture<String>> done =
          group(List.of(tx -> "a", tx -> failing(own), tx -> "c"));
      assertThat(done.get(0).join()).isEqualTo("a");
      assertThatThrownBy(done.get(1)::join).cause().isSameAs(own);
      assertThat(done.get(2).join()).isEqualTo("c");
    }

    @Test
    void explainsAFaultOfTheDatabaseToTheOneWhoseWorkItIs() {
      target.recoveries.add(Recovery.ISOLATE);
      CompletableFuture<String> done =
          committer.submit(tx -> failing(new SQLException("too long")));
      assertThatThrownBy(done::join).cause().hasMessage("explained: too long");
    }

    @Test
    void failsAsAWholeIfItsTargetIsOutOfOrder() throws InterruptedException {
      target.recoveries.add(Recovery.FAIL_ALL);
      List<CompletableFuture<String>> done =
          group(List.of(tx -> "a", tx -> failing(new SQLException("gone"))));
      for (CompletableFuture<String> each : done) {
        assertThatThrownBy(each::join).cause().hasMessage("explained: gone");
      }
    }

    @Test
    void isNotRolledBackIfItCouldNotBegin() {
      target.full = true;
      CompletableFuture<String> done = committer.submit(tx -> "a");
      assertThatThrownBy(done::join).cause().hasMessage("explained: full");
      assertThat(target.steps).isEmpty();
    }
  }

  @Nested
  class TheEnd {
    @Test
    void comesAfterAllThatWasSubmitted() throws InterruptedException {
      List<CompletableFuture<String>> done = group(List.of(tx -> "a", tx -> "b"));
      committer.close();
      committer.close();
      assertThat(done).allMatch(CompletableFuture::isDone);
      assertThat(target.steps).containsSubsequence("commit", "end", "release");
    }

    @Test
    void answersEveryCallerEvenIfMaintenanceFailsUnexpectedly() {
      target.isBroken = true;
      CompletableFuture<String> done = committer.submit(tx -> "a");
      assertThatThrownBy(done::join).cause().hasMessageContaining("The outbox is closed");
      committer.close();
      assertThat(target.steps).containsExactly("release");
    }
  }

  /** A database without one. */
  private static final class Target implements CommitTarget {
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();
    private volatile boolean full;
    private volatile boolean isBroken;

    @Override
    public long patienceMs() {
      return 10_000;
    }

    @Override
    public void beforeGroup(boolean idle) {
      if (isBroken) {
        throw new IllegalStateException("maintenance");
      }
    }

    @Override
    public void beforeEnd() {
      steps.add("end");
    }

    @Override
    public void release() {
      steps.add("release");
    }

    @Override
    public void requireReady() throws IOException {
      if (full) {
        throw new IOException("full");
      }
    }

    @Override
    public Transaction begin() throws SQLException {
      return new Transaction(new Session(inert(Connection.class), inert(Dialect.class)), 0, 0);
    }

    private static <T> T inert(Class<T> type) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null));
    }

    @Override
    public void commit(Transaction tx) {
      steps.add("commit");
    }

    @Override
    public Recovery recover(Throwable fault, int attempt) {
      steps.add("recover " + attempt);
      return recoveries.remove(0);
    }

    @Override
    public OutboxUnavailableException explain(Throwable fault) {
      return new OutboxUnavailableException("explained: " + fault.getMessage());
    }
  }
}
