package io.botfunnel.tracking.internal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.postgres.PostgresServer;
import io.botfunnel.tracking.internal.store.PlainWire;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A claim from PostgreSQL reads what it takes, however much ended before or waits behind; although
 * how it reads was planned in a new outbox, and stays so until PostgreSQL has looked at its tables.
 */
@Tag("slow")
class PostgresPlanTest {
  private static final int ENDED = 20_000;
  private static final int WAITING = 20_000;
  private static final int AT_ONCE = 64;

  /** Of a lane: its row, its entry, and the look for how that ended. */
  private static final int ROWS_A_LANE = 3;

  private static final Pattern MARK = Pattern.compile("\\?");

  private static final Pattern READ =
      Pattern.compile("Scan.*\\(actual rows=([\\d.]+) loops=(\\d+)\\)");

  private static final String LANES = array(LongStream.rangeClosed(1, AT_ONCE));
  private static final String HEADS = array(LongStream.rangeClosed(ENDED + 1, ENDED + AT_ONCE));

  private final String url = PostgresServer.shared().newDatabase();
  private PostgresPool pool;
  private Session session;

  private static String array(LongStream numbers) {
    return numbers.mapToObj(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  @BeforeEach
  void whatWaits() throws SQLException {
    Store.open(url, new PlainWire(), Duration.ofSeconds(3), Clock.systemUTC()).close();
    pool = new PostgresPool(url, Duration.ofSeconds(3));
    session = pool.open(new PostgresDialect(0));
    session.update(
        "INSERT INTO entry (id, topic, lane_no, lane, kind, entry_key, key_high, key_low,"
            + " fingerprint, attempts, body, appended_at_ms)"
            + " SELECT n, 'outbox', n - ?, 'user:' || n, 'contact', 'key' || n, n, n, '', 0, 'body', 0"
            + " FROM generate_series(1, ?) AS n",
        ENDED,
        ENDED + WAITING);
    session.update(
        "INSERT INTO lane (lane_no, topic, head_id, due_at_ms)"
            + " SELECT n, 'outbox', n + ?, n FROM generate_series(1, ?) AS n",
        ENDED,
        WAITING);
    // It counts rows, and looks at no value
    session.execute("REINDEX TABLE entry");
    session.execute("REINDEX TABLE lane");
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    pool.close();
  }

  /** How many rows of all tables it reads, planned before any had ended. */
  private int read(String sql, String... values) throws SQLException {
    AtomicInteger place = new AtomicInteger();
    String numbered = MARK.matcher(sql).replaceAll(any -> "\\$" + place.incrementAndGet());
    String execute = "EXECUTE asked ('%s')".formatted(String.join("', '", values));
    session.execute("SET plan_cache_mode = force_generic_plan");
    session.execute("PREPARE asked AS " + numbered);
    session.all("EXPLAIN " + execute, row -> row.getString(1));
    session.update(
        "INSERT INTO settled (id, state, settled_at_ms)"
            + " SELECT n, 'delivered', 0 FROM generate_series(1, ?) AS n",
        ENDED);
    String plan =
        String.join(
            "\n", session.all("EXPLAIN (ANALYZE, TIMING OFF) " + execute, row -> row.getString(1)));
    assertThat(plan).containsPattern(READ).doesNotContain("Rows Removed");
    return READ.matcher(plan).results().mapToInt(PostgresPlanTest::rows).sum();
  }

  private static int rows(MatchResult scan) {
    return (int) (Double.parseDouble(scan.group(1)) * Integer.parseInt(scan.group(2)));
  }

  @Test
  void leasingWhatIsDue() throws SQLException {
    assertThat(read(PostgresClaiming.LEASE, "outbox", "" + WAITING, "" + AT_ONCE, "1"))
        .isLessThanOrEqualTo(ROWS_A_LANE * AT_ONCE);
  }

  @Test
  void readingTheRunsOfLanes() throws SQLException {
    assertThat(read(PostgresClaiming.RUNS, LANES, HEADS))
        .isLessThanOrEqualTo(ROWS_A_LANE * AT_ONCE);
  }

  @Test
  void lookingForWhatIsNextInLanes() throws SQLException {
    assertThat(read(PostgresLeases.NEXT, LANES)).isLessThanOrEqualTo(ROWS_A_LANE * AT_ONCE);
  }

  @Test
  void lookingForTheNextDueTime() throws SQLException {
    assertThat(read(PostgresClaiming.NEXT_DUE, "outbox")).isEqualTo(1);
  }
}
