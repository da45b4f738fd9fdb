package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.queue.EventStaging;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stages events of authors whose tables are in the same PostgreSQL database, in any schema. The
 * author's commit wakes the staged-event reader. Safe for use from any thread.
 */
final class PostgresStagingTarget implements EventStaging.Target {
  /**
   * The notification that wakes the staged-event reader; all others on the channel are topic names.
   */
  static final String NOTIFICATION = "staged";

  private static final String INSERT =
      "INSERT INTO %1$s.staged (bot, lane, body) SELECT ?, ?, ?"
          + " WHERE EXISTS (SELECT 1 FROM %1$s.outbox_name WHERE name = '%2$s');"
          // No move of the outbox begins before the author's transaction has ended
          + " SELECT pg_advisory_xact_lock_shared(%5$s), pg_notify('%3$s', '%4$s')";

  private static final String NO_PERMISSION = "42501";

  /** SQL states of wrong statements and unknown names. */
  private static final String NOT_UNDERSTOOD = "42";

  private static final String NO_SCHEMA = "3F";

  private final PostgresWriter consumer;
  private final String shownUrl;
  private volatile @Nullable String insert;

  PostgresStagingTarget(PostgresWriter consumer, String shownUrl) {
    this.consumer = consumer;
    this.shownUrl = shownUrl;
  }

  @Override
  public String insert(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      throw isElsewhere();
    }
    String known = insert;
    if (known == null) {
      known = Futures.await(consumer.submit(tx -> insertInto(tx.session())));
      insert = known;
    }
    return known;
  }

  /** Uses the table's qualified name, since the author has a search path of their own. */
  private static String insertInto(Session session) throws SQLException {
    return session
        .first(
            "SELECT quote_ident(current_schema()), name, %s FROM outbox_name"
                .formatted(PostgresOutboxLock.KEY),
            row ->
                INSERT.formatted(
                    row.getString(1),
                    row.getString(2),
                    PostgresRecorderRole.CHANNEL,
                    NOTIFICATION,
                    row.getLong(3)))
        .orElseThrow();
  }

  @Override
  public IllegalArgumentException isElsewhere() {
    return new IllegalArgumentException(
        "connection: it is not to the database of the outbox, %s: one transaction is in one database."
                .formatted(shownUrl)
            + " Keep your tables in that database, in a schema of your own, or leave within(…) out");
  }

  @Override
  public RuntimeException explain(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.equals(NO_PERMISSION)) {
      return new OutboxUnavailableException(
          "The author's user may not stage events (%s). Roll back, then GRANT USAGE ON SCHEMA …,"
                  .formatted(RootCause.of(e))
              + " INSERT ON staged and SELECT ON outbox_name TO them",
          e);
    }
    return state.startsWith(NOT_UNDERSTOOD) || state.startsWith(NO_SCHEMA)
        ? isElsewhere()
        : EventStaging.failed(e);
  }
}
