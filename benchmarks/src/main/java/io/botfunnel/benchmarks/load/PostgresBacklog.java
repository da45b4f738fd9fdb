package io.botfunnel.benchmarks.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A large backlog in PostgreSQL with one event per user, so that there are as many lanes. The
 * library records the first event; SQL derives the others from its row.
 */
public final class PostgresBacklog {
  private static final String NUMBER_OF =
      "('x' || encode(substr(sha256(convert_to('outbox/' || %s, 'UTF8')), %d, 8), 'hex'))"
          + "::bit(64)::bigint";

  /** The events are a millisecond apart; the last one is as old as the first row. */
  private static final String MORE =
      ("CREATE TEMP TABLE more AS SELECT nextval('entry_id') AS id, 'user:' || n AS lane, %s AS lane_no,"
              + " 'deposit/dep-more-' || n AS entry_key, one.appended_at_ms - %%1$d + n AS at_ms"
              + " FROM generate_series(1, %%1$d) AS n CROSS JOIN (SELECT * FROM entry LIMIT 1) AS one")
          .formatted(NUMBER_OF.formatted("('user:' || n)", 1));

  private static final String ENTRIES =
      ("INSERT INTO entry SELECT more.id, one.topic, more.lane_no, more.lane, one.kind, more.entry_key,"
              + " %s, %s, one.fingerprint, one.attempts, one.body, one.reason, more.at_ms"
              + " FROM more CROSS JOIN (SELECT * FROM entry LIMIT 1) AS one")
          .formatted(
              NUMBER_OF.formatted("more.entry_key", 1), NUMBER_OF.formatted("more.entry_key", 9));

  private static final String LANES =
      "INSERT INTO lane (lane_no, topic, head_id, due_at_ms)"
          + " SELECT more.lane_no, 'outbox', more.id, more.at_ms FROM more";

  /** Building an index over all rows takes a tenth of the time of adding them one by one. */
  private static final List<String> WITHOUT_INDEXES =
      List.of(
          "ALTER TABLE entry DROP CONSTRAINT entry_once",
          "DROP INDEX entry_by_lane",
          "DROP INDEX entry_by_topic",
          "DROP INDEX lane_by_due",
          "DROP INDEX lane_by_head",
          "ALTER TABLE lane DROP CONSTRAINT lane_pkey");

  /** The indexes as the migration creates them. */
  private static final List<String> INDEXES =
      List.of(
          "ALTER TABLE entry ADD CONSTRAINT entry_once UNIQUE (key_high, key_low)",
          "CREATE INDEX entry_by_lane ON entry (lane_no, id)",
          "CREATE INDEX entry_by_topic ON entry (topic, id)",
          "ALTER TABLE lane ADD CONSTRAINT lane_pkey PRIMARY KEY (lane_no)",
          "CREATE INDEX lane_by_due ON lane (topic, due_at_ms, lane_no)",
          "CREATE INDEX lane_by_head ON lane (topic, head_id)");

  private static final String COUNTERS =
      "UPDATE counter SET n = n + %d WHERE topic = 'outbox' AND name IN ('accepted', 'waiting')"
          + " AND n > 0";

  private static final String DELIVERED =
      "INSERT INTO settled (id, state, settled_at_ms) SELECT id, 'delivered', appended_at_ms"
          + " FROM entry ORDER BY id LIMIT %d ON CONFLICT (id) DO NOTHING";

  /** The notification that every append sends. */
  private static final String WAKE = "SELECT pg_notify('botfunnel', 'outbox')";

  private PostgresBacklog() {}

  /** Fills an empty outbox in a single commit, which also wakes the running workers. */
  public static void fill(String url, int events) throws SQLException {
    fill(url, events, List.of(), List.of());
  }

  /**
   * Fills an empty outbox faster, for large backlogs, by recreating the indexes. Dropping an index
   * locks everybody else out, so nothing else may use the outbox.
   */
  public static void fillAlone(String url, int events) throws SQLException {
    fill(url, events, WITHOUT_INDEXES, INDEXES);
  }

  private static void fill(String url, int events, List<String> before, List<String> afterwards)
      throws SQLException {
    Outbox.fill(url, 1, 1);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL maintenance_work_mem = '512MB'");
      statement.execute(MORE.formatted(events - 1));
      execute(statement, before);
      statement.execute(ENTRIES);
      statement.execute(LANES);
      execute(statement, afterwards);
      statement.execute(COUNTERS.formatted(events - 1));
      statement.execute(WAKE);
      connection.commit();
    }
  }

  private static void execute(Statement statement, List<String> all) throws SQLException {
    for (String sql : all) {
      statement.execute(sql);
    }
  }

  /** Marks this many events, the oldest first, as delivered at the time they were recorded. */
  public static void deliver(String url, int events) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(DELIVERED.formatted(events));
      statement.execute("DELETE FROM lane USING settled WHERE settled.id = lane.head_id");
      connection.commit();
    }
  }

  /** Returns the id of the oldest entry; {@link Long#MAX_VALUE} if there is none. */
  public static long oldest(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet oldest =
            statement.executeQuery(
                "SELECT COALESCE(MIN(id), %d) FROM entry".formatted(Long.MAX_VALUE))) {
      oldest.next();
      return oldest.getLong(1);
    }
  }

  /** Does what autovacuum would have done by now; returns the size on disk in MB. */
  public static double vacuum(String url) throws SQLException {
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
