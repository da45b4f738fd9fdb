package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How far a move has copied a table. It is kept in the new outbox and written in the transaction
 * that copies.
 *
 * @param upTo the key of the last copied row
 * @param rows how many rows are copied
 */
record CopyProgress(List<Object> upTo, long rows) {
  static Optional<CopyProgress> of(Session session, MovedTable table) throws SQLException {
    return session.first(
        "SELECT up_to, n FROM move_step WHERE name = ?",
        row -> new CopyProgress(table.keyOf(row.getString(1)), row.getLong(2)),
        table.name());
  }

  /** How many rows of all tables are copied. */
  static long rows(Session session) throws SQLException {
    return session
        .first("SELECT COALESCE(SUM(n), 0) FROM move_step", row -> row.getLong(1))
        .orElse(0L);
  }

  void put(Session session, MovedTable table) throws SQLException {
    String key = table.textOf(upTo);
    if (session.update(
            "UPDATE move_step SET up_to = ?, n = ? WHERE name = ?", key, rows, table.name())
        == 0) {
      session.update(
          "INSERT INTO move_step (name, up_to, n) VALUES (?, ?, ?)", table.name(), key, rows);
    }
  }

  /** Removes the progress of a finished move. */
  static void clear(Session session) throws SQLException {
    session.update("DELETE FROM move_step");
  }
}
