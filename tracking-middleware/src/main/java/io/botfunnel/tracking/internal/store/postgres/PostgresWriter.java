package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.AvailabilityLog;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.Futures;
import io.botfunnel.tracking.internal.store.sql.PendingWork;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.sql.WorkQueue;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.FunnelChanges;
import io.botfunnel.tracking.internal.store.table.TallyTable;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread with one connection. It runs the waiting work of many callers in one transaction, and
 * then completes their futures. Work that loses a race against another process is retried. A broken
 * connection fails its group, and the next group opens a new one. Safe for use from any thread.
 */
final class PostgresWriter implements AutoCloseable {
  private static final int LARGEST_GROUP = 1_000;
  private static final long WHEN_IDLE_MS = 100;

  /** A race can be lost again for as long as the other process is at work. */
  private static final int MOST_TRIES = 10;

  private static final Comparator<Map.Entry<CounterKey, Long>> IN_ONE_ORDER =
      Comparator.comparing(
          (Map.Entry<CounterKey, Long> each) ->
              each.getKey().topic() + ' ' + each.getKey().counted());

  private final PostgresPool pool;
  private final Dialect dialect;
  private final Role role;
  private final Consumer<Set<Topic>> wake;
  private final Clock clock;
  private final AvailabilityLog outboxLog;
  private final WorkQueue queue = new WorkQueue();
  private final Thread thread;
  private @Nullable Session session;

  /** The purpose of a writer. */
  interface Role {
    /** Called on a new connection before anything else; committed with the first work. */
    void opened(Transaction tx) throws SQLException;

    /** Called before each commit. */
    void write(Transaction tx) throws SQLException;

    /** Further work that is due now; null if there is none. */
    @Nullable TransactionWork<@Nullable Void> chore(long nowMs);

    /** Called last, before the writer ends. */
    void end(Transaction tx) throws SQLException;
  }

  /**
   * Opens the database, so that a fault shows at startup and not at the first hook.
   *
   * @param wake receives the topics in which something may be due, after each commit
   */
  PostgresWriter(
      String name,
      PostgresPool pool,
      Dialect dialect,
      Role role,
      Consumer<Set<Topic>> wake,
      Clock clock) {
    this.pool = pool;
    this.dialect = dialect;
    this.role = role;
    this.wake = wake;
    this.clock = clock;
    this.outboxLog = new AvailabilityLog(clock);
    this.thread = new Thread(this::run, "botfunnel-" + name);
    thread.setDaemon(true);
    thread.start();
    try {
      Futures.<@Nullable Void>of(submit(tx -> null));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Submits work; the future completes once it is committed. */
  <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    return queue.submit(work);
  }

  private void run() {
    List<PendingWork<?>> group = new ArrayList<>();
    boolean goesOn = true;
    try {
      while (goesOn) {
        PendingWork<?> first = queue.next(WHEN_IDLE_MS);
        goesOn = first == null || queue.fill(group, first, LARGEST_GROUP);
        doChore();
        perform(group, 1);
        group.clear();
      }
      perform(List.of(new PendingWork<@Nullable Void>(this::end)), 1);
    } finally {
      queue.end(group);
      letGo();
    }
  }

  private @Nullable Void end(Transaction tx) throws SQLException {
    role.end(tx);
    return null;
  }

  private void doChore() {
    TransactionWork<@Nullable Void> chore = role.chore(clock.millis());
    if (chore != null) {
      perform(List.of(new PendingWork<>(chore)), 1);
    }
  }

  private void perform(List<PendingWork<?>> group, int tries) {
    if (group.isEmpty()) {
      return;
    }
    boolean fresh = session == null;
    try {
      wake.accept(commit(group));
      outboxLog.works();
      group.forEach(PendingWork::complete);
    } catch (SQLException | RuntimeException | Error e) {
      recover(group, e, tries, fresh);
    }
  }

  private Set<Topic> commit(List<PendingWork<?>> group) throws SQLException {
    Session open = session;
    boolean fresh = open == null;
    if (open == null) {
      open = pool.open(dialect);
      session = open;
    }
    Transaction tx = new Transaction(open, clock.millis(), 0);
    try {
      if (fresh) {
        role.opened(tx);
      }
      for (PendingWork<?> job : group) {
        job.run(tx);
      }
      role.write(tx);
      count(tx);
      open.commit();
    } catch (SQLException | RuntimeException | Error e) {
      tx.rolledBack();
      throw e;
    }
    tx.committed();
    return tx.due();
  }

  private static void count(Transaction tx) throws SQLException {
    for (Map.Entry<CounterKey, Long> change :
        CounterChanges.of(tx).all().entrySet().stream().sorted(IN_ONE_ORDER).toList()) {
      TallyTable.add(tx.session(), change.getKey(), change.getValue());
    }
    FunnelChanges.of(tx).write(tx.session());
  }

  /** Keeps one failing piece of work from failing the others; a broken connection fails all. */
  private void recover(List<PendingWork<?>> group, Throwable e, int tries, boolean fresh) {
    if (PostgresFault.broke(e) || !rolledBack()) {
      letGo();
      if (!fresh && tries == 1) {
        // The connection may have died unused; what was already committed is known by its key.
        perform(group, 2);
      } else {
        fail(group, e);
      }
    } else if (PostgresFault.raced(e) && tries < MOST_TRIES) {
      perform(group, tries + 1);
    } else if (group.size() == 1) {
      group.get(0).fail(e instanceof SQLException ? pool.explain(e) : e);
    } else {
      group.forEach(job -> perform(List.of(job), 1));
    }
  }

  private void fail(List<PendingWork<?>> group, Throwable e) {
    OutboxUnavailableException unavailable = pool.explain(e);
    outboxLog.fails(unavailable);
    group.forEach(job -> job.fail(unavailable));
  }

  private boolean rolledBack() {
    if (session == null) {
      return false;
    }
    try {
      session.rollback();
      return true;
    } catch (SQLException broken) {
      return false;
    }
  }

  private void letGo() {
    if (session != null) {
      pool.abandon(session);
      session = null;
    }
  }

  @Override
  public void close() {
    queue.close();
    WorkQueue.join(thread);
  }
}
