package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.move.MoveEndpoint;
import io.botfunnel.tracking.internal.store.move.MovedTable;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.SQLException;
import java.util.List;

/** A PostgreSQL database, used exclusively while this is open. */
public final class PostgresMoveEndpoint implements MoveEndpoint {
  private final String shown;
  private final PostgresPool pool;
  private final Session session;

  private PostgresMoveEndpoint(String shown, PostgresPool pool, Session session) {
    this.shown = shown;
    this.pool = pool;
    this.session = session;
  }

  /** Opens the database, creating its tables if there are none. */
  public static PostgresMoveEndpoint open(String url) {
    PostgresEngine.requireLibraries();
    PostgresPool pool = new PostgresPool(url, PostgresHeartbeat.LEASE);
    try {
      return new PostgresMoveEndpoint(PostgresUrl.shown(url), pool, pool.openExclusive());
    } catch (SQLException | RuntimeException e) {
      pool.close();
      throw pool.explain(e);
    }
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public Session session() {
    return session;
  }

  /** A commit that is not forced reaches the device with the next one that is. */
  @Override
  public void force() throws SQLException {
    session.execute("SET LOCAL synchronous_commit = on");
    // PostgreSQL does not wait for the device if nothing was written
    session.update("UPDATE move_mark SET part = part");
    session.commit();
  }

  @Override
  public void numberOn(List<MovedTable> tables) throws SQLException {
    numberOn(
        "'entry_id'", "SELECT GREATEST((SELECT MAX(id) FROM entry), (SELECT MAX(id) FROM purged))");
    for (MovedTable table : tables) {
      if (table.isNumbered()) {
        String sequence = "pg_get_serial_sequence('%s', 'id')".formatted(table.name());
        numberOn(sequence, "SELECT MAX(id) FROM " + table.name());
      }
    }
  }

  private void numberOn(String sequence, String last) throws SQLException {
    session.all(
        "SELECT setval(%s, last) FROM (%s) ids (last) WHERE last IS NOT NULL"
            .formatted(sequence, last),
        row -> true);
  }

  @Override
  public boolean hasSlots() {
    return true;
  }

  @Override
  public OutboxUnavailableException explain(SQLException e) {
    return pool.explain(e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      // The connection was broken, so there is nothing left to close
    }
    pool.close();
  }
}
