package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts and sums of an outbox's content, equal in every database that holds the same content. */
final class MoveCheck {
  private static final String REVENUE =
      "SELECT currency, SUM(amount) FROM revenue GROUP BY currency";

  private static final String STEPS = "SELECT step, SUM(n) FROM funnel GROUP BY step";

  private static final String OUTBOX = Topic.OUTBOX.name();

  private final List<MovedTable> tables;

  MoveCheck(List<MovedTable> tables) {
    this.tables = tables;
  }

  /** The number of rows in each table. */
  Map<String, Long> rows(Session session) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (MovedTable table : tables) {
      rows.put(table.name(), table.count(session));
    }
    return rows;
  }

  /** The books of all bots' events, summed. */
  static Books outbox(Session session) throws SQLException {
    Map<CounterKey, Long> counts = CounterTable.all(session);
    return counts.keySet().stream()
        .map(CounterKey::topic)
        .distinct()
        .filter(topic -> topic.equals(OUTBOX) || topic.startsWith(OUTBOX + "@"))
        .map(topic -> CounterKey.books(counts, Topic.named(topic)))
        .reduce(Books.NONE, Books::plus);
  }

  /** The differences, a sentence each; empty if there are none. */
  List<String> differences(MoveEndpoint from, MoveEndpoint to) {
    Map<String, String> there = from.query(this::numbers);
    Map<String, String> here = to.query(this::numbers);
    List<String> differences = new ArrayList<>();
    for (String name : union(there, here)) {
      String was = there.getOrDefault(name, "nothing");
      String is = here.getOrDefault(name, "nothing");
      if (!was.equals(is)) {
        differences.add(
            "%s: %s in %s, %s in %s".formatted(name, was, from.shown(), is, to.shown()));
      }
    }
    return differences;
  }

  private static Set<String> union(Map<String, String> some, Map<String, String> others) {
    Set<String> names = new TreeSet<>(some.keySet());
    names.addAll(others.keySet());
    return names;
  }

  private Map<String, String> numbers(Session session) throws SQLException {
    Map<String, String> numbers = new TreeMap<>();
    rows(session).forEach((table, rows) -> numbers.put("rows of " + table, rows.toString()));
    Map<CounterKey, Long> counters = CounterTable.all(session);
    counters.keySet().stream()
        .map(CounterKey::topic)
        .filter(topic -> !topic.isEmpty())
        .distinct()
        .forEach(topic -> numbers.put("books of " + topic, books(counters, topic)));
    sums(session, REVENUE).forEach((currency, sum) -> numbers.put("revenue in " + currency, sum));
    sums(session, STEPS).forEach((step, sum) -> numbers.put("funnel's " + step, sum));
    return numbers;
  }

  private static String books(Map<CounterKey, Long> counters, String topic) {
    return CounterKey.books(counters, Topic.named(topic)).toString();
  }

  private static Map<String, String> sums(Session session, String sql) throws SQLException {
    Map<String, String> sums = new TreeMap<>();
    session.all(sql, row -> sums.put(row.getString(1), plain(row.getBigDecimal(2))));
    return sums;
  }

  private static String plain(BigDecimal sum) {
    return sum.stripTrailingZeros().toPlainString();
  }
}
