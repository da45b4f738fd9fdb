package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.internal.store.sql.CounterColumns;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements on the table of counters. */
public final class CounterTable {
  private static final CounterColumns COLUMNS =
      new CounterColumns("counter", List.of("topic", "name"), List.of("n"));

  private CounterTable() {}

  /** All counters as they are now. */
  public static Map<CounterKey, Long> all(Session session) throws SQLException {
    Map<CounterKey, Long> all = new HashMap<>();
    session.all(
        "SELECT topic, name, n FROM counter",
        row ->
            all.merge(
                new CounterKey(row.getString(1), row.getString(2)), row.getLong(3), Long::sum));
    return all;
  }

  public static void add(Session session, CounterKey counter, long change) throws SQLException {
    if (change != 0) {
      List<Object> key = List.of(counter.topic(), counter.name());
      session.dialect().add(session, COLUMNS, key, List.of(BigDecimal.valueOf(change)));
    }
  }
}
