package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The statements on the table of lanes. A lane has a row while one of its entries waits in the
 * entry table. So finding what is due reads no entries, however many wait or are settled.
 */
public final class LaneTable {
  // Each ORDER BY repeats the whole index from its first column; otherwise H2 sorts all rows.
  public static final String DUE =
      "SELECT lane_no, head_id, due_at_ms FROM lane WHERE topic = ? AND due_at_ms <= ?"
          + " ORDER BY topic, due_at_ms, lane_no LIMIT ?";

  public static final String LOWEST_HEAD =
      "SELECT head_id FROM lane WHERE topic = ? ORDER BY topic, head_id LIMIT 1";

  private LaneTable() {}

  /**
   * A lane in which entries wait.
   *
   * @param headId no entry before this one waits
   */
  public record Due(long laneNo, long headId, long dueAtMs) {}

  /** The lanes that are due at that time, longest due first. */
  public static List<Due> due(Session session, Topic topic, long atMs, int limit)
      throws SQLException {
    return session.all(
        DUE,
        row -> new Due(row.getLong(1), row.getLong(2), row.getLong(3)),
        topic.name(),
        atMs,
        limit);
  }

  public static Optional<Long> headOf(Session session, long laneNo) throws SQLException {
    return session.first(
        "SELECT head_id FROM lane WHERE lane_no = ?", row -> row.getLong(1), laneNo);
  }

  /** The lowest head; no waiting entry of the table is older. */
  public static Optional<Long> lowestHead(Session session, Topic topic) throws SQLException {
    return session.first(LOWEST_HEAD, row -> row.getLong(1), topic.name());
  }

  /** Records that an entry waits in the lane, possibly behind others. */
  public static void waits(Session session, Topic topic, long laneNo, long id, long dueAtMs)
      throws SQLException {
    Optional<Long> head = headOf(session, laneNo);
    if (head.isEmpty()) {
      session.update(
          "INSERT INTO lane (lane_no, topic, head_id, due_at_ms) VALUES (?, ?, ?, ?)",
          laneNo,
          topic.name(),
          id,
          dueAtMs);
    } else if (head.get() > id) {
      session.update("UPDATE lane SET head_id = ? WHERE lane_no = ?", id, laneNo);
    }
  }

  /** Defers the lane until that time; its head stays. */
  public static void putOff(Session session, long laneNo, long dueAtMs) throws SQLException {
    session.update("UPDATE lane SET due_at_ms = ? WHERE lane_no = ?", dueAtMs, laneNo);
  }

  /** Moves the lane behind the others, with this entry as its head. */
  public static void advance(Session session, long laneNo, long headId, long dueAtMs)
      throws SQLException {
    session.update(
        "UPDATE lane SET head_id = ?, due_at_ms = ? WHERE lane_no = ?", headId, dueAtMs, laneNo);
  }

  public static void remove(Session session, long laneNo) throws SQLException {
    session.update("DELETE FROM lane WHERE lane_no = ?", laneNo);
  }

  public static int clampDue(Transaction tx, Topic topic, long latestMs) throws SQLException {
    return tx.session()
        .update(
            "UPDATE lane SET due_at_ms = ? WHERE topic = ? AND due_at_ms > ?",
            tx.nowMs(),
            topic.name(),
            latestMs);
  }
}
