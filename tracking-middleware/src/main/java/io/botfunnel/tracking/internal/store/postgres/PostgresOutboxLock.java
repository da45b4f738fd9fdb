package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.SQLException;

/**
 * The lock on an outbox that a connection holds for its whole life, however its transactions end.
 * So a process that was wrongly thought dead cannot write behind a move.
 */
enum PostgresOutboxLock {
  /** For bots and commands, any number of them. */
  SHARED(
      "pg_advisory_lock_shared",
      "The outbox %1$s is being moved to or from another place. Wait until outbox move has ended; what"
          + " it says then is the outbox's place"),

  /** For a single move. */
  EXCLUSIVE(
      "pg_advisory_lock",
      "The outbox %1$s is in use from %2$s: only what no bot runs on can be moved. Stop every bot and"
          + " command on it, then repeat the command. A machine that vanished is let go after half a"
          + " minute");

  /** The lock key of one outbox; a database has one outbox per schema. */
  static final String KEY = "hashtextextended('botfunnel ' || current_schema(), 0)";

  private static final String HOLDERS =
      "SELECT DISTINCT COALESCE(host(a.client_addr), 'its own machine') FROM pg_locks l"
          + " JOIN pg_stat_activity a ON a.pid = l.pid"
          + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
          + " AND a.datname = current_database()"
          + " AND (l.classid::bigint << 32 | l.objid::bigint) = "
          + KEY;

  /** Within this time PostgreSQL notices that a process was killed. */
  private static final String PATIENCE = "2s";

  private static final String LOCK_TIMEOUT = "55P03";

  private final String function;
  private final String refusal;

  PostgresOutboxLock(String function, String refusal) {
    this.function = function;
    this.refusal = refusal;
  }

  /**
   * Takes the lock, which lasts until the connection is closed or lost.
   *
   * @param shown the outbox, without possible secrets
   * @throws OutboxUnavailableException if others hold the lock in a mode that excludes this one
   */
  void take(Session session, String shown) throws SQLException {
    try {
      session.execute("SET LOCAL lock_timeout = '" + PATIENCE + "'");
      session.all("SELECT %s(%s)".formatted(function, KEY), row -> true);
      session.commit();
    } catch (SQLException e) {
      if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
        throw e;
      }
      session.rollback();
      String holders = String.join(", ", session.all(HOLDERS, row -> row.getString(1)));
      throw new OutboxUnavailableException(refusal.formatted(shown, holders), e);
    }
  }
}
