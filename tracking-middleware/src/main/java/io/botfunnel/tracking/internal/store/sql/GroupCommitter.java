package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.sql.CommitTarget.Recovery;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The group-commit loop: one thread runs the waiting work of many callers in one transaction,
 * commits it, and then completes their futures. This is what makes durable appends fast: a group
 * pays for one sync. Between groups, the loop runs its target's maintenance.
 *
 * <p>A future completes with its result only after the commit. If the transaction fails, the {@link
 * CommitTarget} decides whether the group is retried, runs one by one, or fails. Every future
 * completes, also when the loop ends. Submitting and closing are safe from any thread.
 */
public final class GroupCommitter implements AutoCloseable {
  /**
   * Bounds the duration of a transaction; a group this large already spreads the cost of one sync.
   */
  private static final int LARGEST_GROUP = 1_000;

  private final CommitTarget target;
  private final Consumer<Set<Topic>> wake;
  private final Clock clock;
  private final AvailabilityLog availability;
  private final WorkQueue queue = new WorkQueue();
  private final List<PendingWork<?>> group = new ArrayList<>();
  private final Thread thread;
  private boolean working;

  /**
   * Prepares a loop without starting it.
   *
   * @param thread the name of its thread
   * @param wake receives the topics in which something may be due, after each commit
   */
  public GroupCommitter(
      String thread, CommitTarget target, Consumer<Set<Topic>> wake, Clock clock) {
    this.target = target;
    this.wake = wake;
    this.clock = clock;
    this.availability = new AvailabilityLog(clock);
    this.thread = DaemonThread.of(thread, this::run);
  }

  /**
   * Starts the loop, once, and returns after its first work is committed. So a fault of the
   * database shows at startup and not at the first hook.
   *
   * @throws RuntimeException if the first work fails; the loop has ended then
   */
  public void start(TransactionWork<@Nullable Void> first) {
    thread.start();
    try {
      Futures.<@Nullable Void>await(submit(first));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Submits work; the future completes once it is committed. */
  public <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    return queue.submit(work);
  }

  /** Commits work in a transaction of its own, now; only for the target, on the loop's thread. */
  public void commitAlone(TransactionWork<@Nullable Void> work) {
    commit(List.of(new PendingWork<>(work)), 1);
  }

  /** Whether the last transaction was committed; only for the target, on the loop's thread. */
  public boolean isWorking() {
    return working;
  }

  /** The time in epoch milliseconds. */
  public long nowMs() {
    return clock.millis();
  }

  private void run() {
    try {
      while (takeGroup()) {
        commit(group, 1);
        group.clear();
        target.afterGroup();
      }
      commit(group, 1);
      target.beforeEnd();
    } finally {
      queue.end(group);
      target.release();
    }
  }

  /** Fills the group with the waiting work; returns false after the last. */
  private boolean takeGroup() {
    PendingWork<?> first = queue.next(target.patienceMs());
    if (first == null) {
      target.beforeGroup(true);
      return true;
    }
    // Before maintenance, which may fail: the end of the loop answers what is in the group
    group.add(first);
    target.beforeGroup(false);
    return queue.fill(group, LARGEST_GROUP);
  }

  private void commit(List<PendingWork<?>> group, int attempt) {
    if (group.isEmpty()) {
      return;
    }
    try {
      target.requireReady();
    } catch (IOException e) {
      fail(group, e);
      return;
    }
    try {
      Set<Topic> due = commit(group);
      works();
      wake.accept(due);
      group.forEach(PendingWork::complete);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      recover(group, e, attempt);
    }
  }

  private Set<Topic> commit(List<PendingWork<?>> group) throws SQLException, IOException {
    Transaction tx = target.begin();
    try {
      target.beforeWork(tx);
      for (PendingWork<?> work : group) {
        work.run(tx);
      }
      target.commit(tx);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      tx.rolledBack();
      throw e;
    }
    tx.committed();
    return tx.due();
  }

  private void works() {
    availability.works();
    working = true;
  }

  private void recover(List<PendingWork<?>> group, Throwable e, int attempt) {
    Recovery recovery = target.recover(e, attempt);
    if (recovery == Recovery.RETRY) {
      commit(group, attempt + 1);
    } else if (recovery == Recovery.FAIL_ALL) {
      fail(group, e);
    } else if (group.size() > 1) {
      group.forEach(work -> commit(List.of(work), 1));
    } else {
      group.get(0).fail(e instanceof SQLException ? target.explain(e) : e);
    }
  }

  private void fail(List<PendingWork<?>> group, Throwable e) {
    OutboxUnavailableException unavailable = target.explain(e);
    availability.fails(unavailable);
    working = false;
    group.forEach(work -> work.fail(unavailable));
  }

  /** Commits what was submitted, then ends the loop and waits for that; may be called twice. */
  @Override
  public void close() {
    queue.close();
    WorkQueue.join(thread);
  }
}
