package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.sql.SQLException;

/**
 * The database behind a {@link GroupCommitter}: what differs between one kind and another. The
 * committer calls every method on its own thread.
 */
public interface CommitTarget {
  /** What becomes of a group whose transaction failed. */
  enum Recovery {
    /** The loop tries the whole group once more. */
    RETRY,
    /** Each piece of work runs alone, so that a faulty one fails only its own caller. */
    ISOLATE,
    /** The database is out of order: the whole group fails. */
    FAIL_ALL
  }

  /** How long to wait for work, in milliseconds, before the next {@link #beforeGroup}. */
  long patienceMs();

  /**
   * Runs maintenance before the next group.
   *
   * @param idle whether no work arrived in time
   */
  void beforeGroup(boolean idle);

  /** Runs after each group but the last. */
  default void afterGroup() {}

  /** Commits what remains to be done after the last group. */
  void beforeEnd();

  /** Releases the database; called once, at the very end, even after an unexpected error. */
  void release();

  /**
   * Checks that a transaction can begin.
   *
   * @throws IOException if it cannot; the whole group fails, and nothing is rolled back
   */
  default void requireReady() throws IOException {}

  /** Begins a transaction; opens the database first if it is not open. */
  Transaction begin() throws SQLException, IOException;

  /** Runs first in each transaction; if it fails, the transaction is rolled back. */
  default void beforeWork(Transaction tx) throws SQLException {}

  /** Commits a transaction after its work has run; its changes are as durable as it asks for. */
  void commit(Transaction tx) throws SQLException, IOException;

  /**
   * Rolls back after a fault, or lets go of a broken database, and decides how to go on.
   *
   * @param attempt how often the group was tried: 1 after its first failure
   */
  Recovery recover(Throwable fault, int attempt);

  /** Translates a fault into words an operator can act upon. */
  OutboxUnavailableException explain(Throwable fault);
}
