package io.botfunnel.tracking.store;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements on the table of tallies. */
final class TallyTable {
  private static final Counters TALLY =
      new Counters("tally", List.of("topic", "counted"), List.of("n"));

  private TallyTable() {}

  /** All of them, as they are now. */
  static Map<Tally, Long> all(Session session) throws SQLException {
    Map<Tally, Long> all = new HashMap<>();
    session.all(
        "SELECT topic, counted, n FROM tally",
        row -> all.merge(new Tally(row.getString(1), row.getString(2)), row.getLong(3), Long::sum));
    return all;
  }

  static void add(Session session, Tally tally, long change) throws SQLException {
    if (change != 0) {
      List<Object> key = List.of(tally.topic(), tally.counted());
      session.dialect().add(session, TALLY, key, List.of(BigDecimal.valueOf(change)));
    }
  }
}
