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
        "SELECT last_key, copied_rows FROM copy_progress WHERE table_name = ?",
        row -> new CopyProgress(table.keyOf(row.getString(1)), row.getLong(2)),
        table.name());
  }

  /** How many rows of all tables are copied. */
  static long rows(Session session) throws SQLException {
    return session
        .first("SELECT COALESCE(SUM(copied_rows), 0) FROM copy_progress", row -> row.getLong(1))
        .orElse(0L);
  }

  void put(Session session, MovedTable table) throws SQLException {
    String key = table.textOf(upTo);
    if (session.update(
            "UPDATE copy_progress SET last_key = ?, copied_rows = ? WHERE table_name = ?",
            key,
            rows,
            table.name())
        == 0) {
      session.update(
          "INSERT INTO copy_progress (table_name, last_key, copied_rows) VALUES (?, ?, ?)",
          table.name(),
          key,
          rows);
    }
  }

  /** Removes the progress of a finished move. */
  static void clear(Session session) throws SQLException {
    session.update("DELETE FROM copy_progress");
  }
}
