package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.State;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The statements on the table of how entries ended. */
public final class SettledTable {
  public static final String DELETE = "DELETE FROM settled WHERE id = ?";

  private SettledTable() {}

  public static boolean has(Session session, long id) throws SQLException {
    return session.exists("SELECT 1 FROM settled WHERE id = ?", id);
  }

  public static void insert(
      Session session, long id, State state, @Nullable String reason, long settledAtMs)
      throws SQLException {
    session.update(
        "INSERT INTO settled (id, state, reason, settled_at_ms) VALUES (?, ?, ?, ?)",
        id,
        state.word(),
        EntryTable.cut(reason, EntryTable.LONGEST_REASON),
        settledAtMs);
  }

  /** Deletes a row; returns whether there was one. */
  public static boolean delete(Session session, long id) throws SQLException {
    return session.update(DELETE, id) > 0;
  }
}
