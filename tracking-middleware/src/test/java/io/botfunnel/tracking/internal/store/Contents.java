package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.internal.store.h2.H2MoveEndpoint;
import io.botfunnel.tracking.internal.store.move.MoveEndpoint;
import io.botfunnel.tracking.internal.store.move.MovedTables;
import io.botfunnel.tracking.internal.store.postgres.PostgresMoveEndpoint;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that an outbox on which no bot runs holds, as one reads it by any SQL client. */
public final class Contents {
  /** The tables that only PostgreSQL has: of its workers, and its own name. */
  private static final Set<String> OF_POSTGRES_ALONE =
      Set.of("worker", "worker_verdict", "duty", "outbox_name");

  /** The columns that only PostgreSQL has. */
  private static final Set<String> OF_WORKERS = Set.of("slot", "worker_id", "fencing_token");

  private static final Map<String, Set<String>> COUNTERS =
      Map.of("counter", Set.of("n"), "funnel", Set.of("n"), "revenue", Set.of("n", "amount"));

  private Contents() {}

  public static Map<String, List<String>> of(String url) {
    Map<String, List<String>> contents = new TreeMap<>();
    in(
        url,
        session -> {
          for (String table : tables(session)) {
            contents.put(table, rows(session, table));
          }
        });
    return contents;
  }

  /** The tables that hold what was recorded. */
  private static Set<String> tables(Session session) throws SQLException {
    return columns(session).stream()
        .map(column -> column.replaceAll("\\..*", ""))
        .filter(table -> !MovedTables.STAY.contains(table))
        .filter(table -> !OF_POSTGRES_ALONE.contains(table))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every column, with its table and a dot before it. */
  public static Set<String> columns(Session session) throws SQLException {
    return new TreeSet<>(
        session.all(
            "SELECT LOWER(table_name), LOWER(column_name) FROM information_schema.columns"
                + " WHERE table_schema = current_schema()",
            row -> row.getString(1) + "." + row.getString(2)));
  }

  /** Does something to it, behind everybody's back. */
  public static void in(String url, MoveEndpoint.Change change) {
    try (MoveEndpoint endpoint =
        OutboxUrl.isPostgres(url)
            ? PostgresMoveEndpoint.open(url)
            : H2MoveEndpoint.open(OutboxUrl.path(url), Clock.systemUTC())) {
      endpoint.run(change);
      endpoint.run(Session::commit);
    }
  }

  private static List<String> rows(Session session, String table) throws SQLException {
    Set<String> counters = COUNTERS.getOrDefault(table, Set.of());
    Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
    session.all(
        "SELECT * FROM " + table,
        row -> {
          Map<String, Object> values = values(row);
          Map<String, BigDecimal> counted = new TreeMap<>();
          for (String counter : counters) {
            counted.put(counter, new BigDecimal(String.valueOf(values.remove(counter))));
          }
          sums.merge(values.toString(), counted, Contents::sum);
          return true;
        });
    List<String> rows = new ArrayList<>();
    sums.forEach((key, counted) -> rows.add(key + plain(counted)));
    rows.removeIf(row -> row.contains("name=forced") || row.contains("what=moved here from"));
    rows.sort(Comparator.naturalOrder());
    return rows;
  }

  private static Map<String, BigDecimal> sum(
      Map<String, BigDecimal> some, Map<String, BigDecimal> others) {
    Map<String, BigDecimal> sum = new TreeMap<>(some);
    others.forEach((name, n) -> sum.merge(name, n, BigDecimal::add));
    return sum;
  }

  private static String plain(Map<String, BigDecimal> counted) {
    Map<String, String> plain = new TreeMap<>();
    counted.forEach((name, n) -> plain.put(name, n.stripTrailingZeros().toPlainString()));
    return plain.toString();
  }

  private static Map<String, Object> values(ResultSet row) throws SQLException {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String name = row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
      if (!OF_WORKERS.contains(name)) {
        values.put(name, String.valueOf(row.getObject(i)).replace('\0', '\uFFFD'));
      }
    }
    return values;
  }
}
