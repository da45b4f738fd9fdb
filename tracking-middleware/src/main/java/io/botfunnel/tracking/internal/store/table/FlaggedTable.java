package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;

/** The statements on the table of entries that operators should see. */
public final class FlaggedTable {
  public static final String REFUSED = "refused";
  public static final String UNMATCHED = "unmatched";

  // The ORDER BY repeats the whole index from its first column; otherwise H2 sorts all rows.
  public static final String IDS =
      "SELECT id FROM flagged WHERE topic = ? AND flag = ? AND id < ?"
          + " ORDER BY topic DESC, flag DESC, id DESC LIMIT ?";

  private FlaggedTable() {}

  public static void add(Session session, Topic topic, String flag, long id) throws SQLException {
    session.update(
        "INSERT INTO flagged (topic, flag, id) VALUES (?, ?, ?)", topic.name(), flag, id);
  }

  public static void remove(Session session, Topic topic, String flag, long id)
      throws SQLException {
    session.update(
        "DELETE FROM flagged WHERE topic = ? AND flag = ? AND id = ?", topic.name(), flag, id);
  }

  /** Deletes the rows of purged entries. */
  public static void purge(Session session) throws SQLException {
    session.update(
        "DELETE FROM flagged WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = flagged.id)");
  }

  /** The ids of flagged entries, newest first. */
  public static List<Long> ids(Session session, Topic topic, String flag, long before, int limit)
      throws SQLException {
    return session.all(IDS, row -> row.getLong(1), topic.name(), flag, before, limit);
  }
}
