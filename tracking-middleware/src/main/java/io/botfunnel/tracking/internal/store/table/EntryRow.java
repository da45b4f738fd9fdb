package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the tables hold it.
 *
 * @param settledAtMs when it stopped waiting, epoch milliseconds; null while it waits
 * @param nextTrialAtMs when a quarantined entry is retried, epoch milliseconds; null for others
 * @param body null once erased, and for a handled update
 */
public record EntryRow(
    long id,
    Topic topic,
    long laneNo,
    String lane,
    String kind,
    String key,
    String amount,
    State state,
    int attempts,
    @Nullable String reason,
    long recordedAtMs,
    @Nullable Long settledAtMs,
    @Nullable Long nextTrialAtMs,
    @Nullable String body) {

  public static Optional<EntryRow> of(Session session, long id) throws SQLException {
    return session.first(
        "SELECT e.topic, e.lane_no, e.lane, e.kind, e.entry_key, e.fingerprint,"
            + " COALESCE(s.state, 'waiting'), e.attempts,"
            + " CASE WHEN s.id IS NULL THEN e.reason ELSE s.reason END,"
            + " e.appended_at_ms, s.settled_at_ms, q.due_at_ms, e.body"
            + " FROM entry e LEFT JOIN settled s ON s.id = e.id"
            + " LEFT JOIN suspect q ON q.id = e.id WHERE e.id = ?",
        row ->
            new EntryRow(
                id,
                Topic.named(row.getString(1)),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                State.of(row.getString(7)),
                row.getInt(8),
                row.getString(9),
                row.getLong(10),
                row.getObject(11, Long.class),
                row.getObject(12, Long.class),
                row.getString(13)),
        id);
  }

  /** The key without the kind before it. */
  public String eid() {
    return key.startsWith(kind + "/") ? key.substring(kind.length() + 1) : key;
  }

  /** The entry as it is claimed; its body must be present. */
  public Entry entry() {
    String kept = Objects.requireNonNull(body);
    return new Entry(id, topic, lane, kind, key, kept, attempts, recordedAtMs);
  }

  public boolean waits() {
    return state == State.WAITING;
  }
}
