package io.botfunnel.starter.soak;

import io.botfunnel.tracking.Tracking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts in the outbox's own tables what is kept too long, and what is kept.
 *
 * @param entries how long a delivered entry is kept
 * @param keys how long its key is known
 */
record RetentionLook(Duration entries, Duration keys) {
  /** A handled update keeps its key so long. */
  static final Duration UPDATES = Duration.ofDays(7);

  /** A purge begins so long after the one before. */
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  private static final String OVERDUE_ENTRIES =
      "SELECT COUNT(*) FROM entry e JOIN settled s ON s.id = e.id WHERE s.state <> 'refused'"
          + " AND s.settled_at_ms < CASE WHEN e.topic = 'inbox' THEN ? ELSE ? END";

  private static final String OVERDUE_KEYS = "SELECT COUNT(*) FROM purged WHERE settled_at_ms < ?";

  private static final String YOUNG =
      "SELECT COUNT(*) FROM entry WHERE topic = 'outbox' AND appended_at_ms >= ?";

  long overdue(Tracking tracking, Instant now) throws SQLException {
    Instant began = now.minus(BETWEEN_PURGES);
    return count(
            tracking,
            OVERDUE_ENTRIES,
            began.minus(UPDATES).toEpochMilli(),
            began.minus(entries).toEpochMilli())
        + count(tracking, OVERDUE_KEYS, began.minus(keys).toEpochMilli());
  }

  long young(Tracking tracking, Instant since) throws SQLException {
    return count(tracking, YOUNG, since.toEpochMilli());
  }

  private static long count(Tracking tracking, String sql, long... values) throws SQLException {
    try (Connection connection = tracking.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setLong(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
