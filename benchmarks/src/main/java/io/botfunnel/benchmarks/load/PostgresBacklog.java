package io.botfunnel.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A great many events that wait in PostgreSQL, one of each user, so that there are as many lanes.
 * The first is recorded by the library; the others are rows like it, which SQL makes of it.
 */
final class PostgresBacklog {
  private static final String NUMBER_OF =
      "('x' || encode(substr(sha256(convert_to('outbox/' || %s, 'UTF8')), %d, 8), 'hex'))"
          + "::bit(64)::bigint";

  private static final String MORE =
      "CREATE TEMP TABLE more AS SELECT nextval('entry_id') AS id, 'user:' || n AS lane,"
          + " 'deposit/dep-more-' || n AS entry_key FROM generate_series(1, %d) AS n";

  private static final String ENTRIES =
      ("INSERT INTO entry SELECT more.id, one.topic, %s, more.lane, one.kind, more.entry_key, %s, %s,"
              + " one.fingerprint, one.attempts, one.body, one.reason, one.appended_at_ms"
              + " FROM more CROSS JOIN (SELECT * FROM entry LIMIT 1) AS one")
          .formatted(
              NUMBER_OF.formatted("more.lane", 1),
              NUMBER_OF.formatted("more.entry_key", 1),
              NUMBER_OF.formatted("more.entry_key", 9));

  private static final String LANES =
      ("INSERT INTO lane (lane_no, topic, head_id, due_at_ms)"
              + " SELECT %s, one.topic, more.id, one.appended_at_ms"
              + " FROM more CROSS JOIN (SELECT * FROM entry LIMIT 1) AS one")
          .formatted(NUMBER_OF.formatted("more.lane", 1));

  private static final String TALLIES =
      "UPDATE tally SET n = n + %d WHERE topic = 'outbox' AND counted IN ('accepted', 'waiting')"
          + " AND n > 0";

  /** As whoever records says it. */
  private static final String WAKE = "SELECT pg_notify('botfunnel', 'outbox')";

  private PostgresBacklog() {}

  /** Lets so many wait in what is empty, by one commit, which wakes the workers that there are. */
  static void fill(String url, int events) throws SQLException {
    Outbox.fill(url, 1, 1);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(MORE.formatted(events - 1));
      statement.execute(ENTRIES);
      statement.execute(LANES);
      statement.execute(TALLIES.formatted(events - 1));
      statement.execute(WAKE);
      connection.commit();
    }
  }

  /** Does what autovacuum would have done meanwhile, and gives the size on disk in MB. */
  static double vacuum(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE entry");
      statement.execute("VACUUM ANALYZE lane");
      return sizeMb(statement);
    }
  }

  private static double sizeMb(Statement statement) throws SQLException {
    try (ResultSet size =
        statement.executeQuery(
            "SELECT (pg_total_relation_size('entry') + pg_total_relation_size('lane')) / 1048576.0")) {
      size.next();
      return size.getDouble(1);
    }
  }
}
