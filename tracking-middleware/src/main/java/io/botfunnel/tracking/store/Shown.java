package io.botfunnel.tracking.store;

import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.lane.Conflict;
import io.botfunnel.tracking.lane.Recorded;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The queries of whoever looks: bounded, and served by an index. */
final class Shown {
  private Shown() {}

  static List<Recorded> timeline(Session session, UserId user, int limit) throws SQLException {
    return session.all(
        "SELECT e.kind, e.entry_key, e.fingerprint, COALESCE(s.state, 'waiting'), e.attempts,"
            + " CASE WHEN s.id IS NULL THEN e.reason ELSE s.reason END, e.appended_at_ms"
            + " FROM entry e LEFT JOIN settled s ON s.id = e.id"
            + " WHERE e.lane_no = ? AND e.lane = ? ORDER BY e.lane_no, e.id LIMIT ?",
        row ->
            new Recorded(
                row.getString(1),
                row.getString(2).substring(row.getString(1).length() + 1),
                row.getString(3),
                State.of(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7))),
        Hash.of(Topic.OUTBOX, Recorder.laneOf(user)).high(),
        Recorder.laneOf(user),
        limit);
  }

  static List<Conflict> conflicts(Session session, int limit) throws SQLException {
    return session.all(
        "SELECT kind, entry_key, kept, offered, seen_at_ms FROM conflict ORDER BY id DESC LIMIT ?",
        row ->
            new Conflict(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5))),
        limit);
  }
}
