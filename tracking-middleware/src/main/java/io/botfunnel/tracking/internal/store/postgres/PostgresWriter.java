package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.CommitTarget;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.GroupCommitter;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import io.botfunnel.tracking.internal.store.table.FunnelChanges;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer with one connection, which belongs to the thread of its {@link GroupCommitter}. Work
 * that loses a race against another process is retried. A broken connection fails its group, and
 * the next group opens a new one. Safe for use from any thread.
 */
final class PostgresWriter implements CommitTarget, AutoCloseable {
  private static final long WHEN_IDLE_MS = 100;

  /** A race can be lost again for as long as the other process is at work. */
  private static final int MOST_TRIES = 10;

  private static final Comparator<Map.Entry<CounterKey, Long>> IN_ONE_ORDER =
      Comparator.comparing(
          (Map.Entry<CounterKey, Long> each) -> each.getKey().topic() + ' ' + each.getKey().name());

  private final PostgresPool pool;
  private final Dialect dialect;
  private final Role role;
  private final GroupCommitter committer;
  private @Nullable Session session;

  /** Whether the current attempt opened its connection. */
  private boolean fresh;

  /** Whether the role's setup of this connection is committed; a rollback undoes it. */
  private boolean opened;

  /** The purpose of a writer. */
  interface Role {
    /**
     * Called on a new connection before anything else; committed with the first work. If that is
     * rolled back, it is called again.
     */
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
    this.committer = new GroupCommitter("botfunnel-" + name, this, wake, clock);
    committer.start(tx -> null);
  }

  /** Submits work; the future completes once it is committed. */
  <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    return committer.submit(work);
  }

  @Override
  public long patienceMs() {
    return WHEN_IDLE_MS;
  }

  @Override
  public void beforeGroup(boolean idle) {
    TransactionWork<@Nullable Void> chore = role.chore(committer.nowMs());
    if (chore != null) {
      committer.commitAlone(chore);
    }
  }

  @Override
  public void beforeEnd() {
    committer.commitAlone(this::end);
  }

  private @Nullable Void end(Transaction tx) throws SQLException {
    role.end(tx);
    return null;
  }

  @Override
  public Transaction begin() throws SQLException {
    Session open = session;
    fresh = open == null;
    if (open == null) {
      open = pool.open(dialect);
      session = open;
    }
    return new Transaction(open, committer.nowMs(), 0);
  }

  @Override
  public void beforeWork(Transaction tx) throws SQLException {
    if (!opened) {
      role.opened(tx);
      tx.afterCommit(() -> opened = true);
    }
  }

  @Override
  public void commit(Transaction tx) throws SQLException {
    role.write(tx);
    count(tx);
    tx.session().commit();
  }

  private static void count(Transaction tx) throws SQLException {
    for (Map.Entry<CounterKey, Long> change :
        CounterChanges.of(tx).all().entrySet().stream().sorted(IN_ONE_ORDER).toList()) {
      CounterTable.add(tx.session(), change.getKey(), change.getValue());
    }
    FunnelChanges.of(tx).write(tx.session());
  }

  /** A bad piece of work must not fail the others; a broken connection fails all of them. */
  @Override
  public Recovery recover(Throwable fault, int attempt) {
    if (PostgresFault.broke(fault) || !rolledBack()) {
      release();
      // The connection may have died unused; what was already committed is known by its key.
      return !fresh && attempt == 1 ? Recovery.RETRY : Recovery.FAIL_ALL;
    }
    boolean raced = PostgresFault.raced(fault) && attempt < MOST_TRIES;
    return raced ? Recovery.RETRY : Recovery.ISOLATE;
  }

  @Override
  public OutboxUnavailableException explain(Throwable fault) {
    return pool.explain(fault);
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

  @Override
  public void release() {
    if (session != null) {
      pool.abandon(session);
      session = null;
      opened = false;
    }
  }

  @Override
  public void close() {
    committer.close();
  }
}
