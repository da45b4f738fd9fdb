package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table to move. Rows are read in the order of the key, so that a move can resume behind any row.
 *
 * @param key the columns of its primary key, in key order
 * @param values the names of its other columns
 * @param isNumbered whether the database numbers its rows
 */
public record MovedTable(String name, List<Column> key, List<String> values, boolean isNumbered) {
  /** Tables of counters; PostgreSQL keeps them in slots, which are summed. */
  static final Set<String> COUNTERS = Set.of("counter", "funnel", "revenue");

  private static final String BETWEEN = "\t";

  /** A column of a key. */
  public record Column(String name, String type) {
    /** Parses a value from the text in {@link CopyProgress}. */
    Object read(String text) {
      return switch (type) {
        case "BIGINT", "INTEGER", "SMALLINT" -> Long.valueOf(text);
        case "BOOLEAN" -> Boolean.valueOf(text);
        default -> text;
      };
    }
  }

  private boolean isCounter() {
    return COUNTERS.contains(name);
  }

  /** SQL that reads all rows in the order of the key. */
  String rows() {
    return select(where());
  }

  /** SQL that reads the rows behind a given one. */
  String rowsBehind() {
    String where = where().isEmpty() ? " WHERE " : where() + " AND ";
    return select(where + "(%s) > (%s)".formatted(keys(), marks(key.size())));
  }

  private String select(String where) {
    Stream<String> read = values.stream().map(each -> isCounter() ? "SUM(" + each + ")" : each);
    return "SELECT %s FROM %s%s%s ORDER BY %s"
        .formatted(
            Stream.concat(Stream.of(keys()), read).collect(Collectors.joining(", ")),
            name,
            where,
            isCounter() ? " GROUP BY " + keys() : "",
            keys());
  }

  /** H2's own counters stay where they are. */
  private String where() {
    return name.equals("counter") ? " WHERE topic <> ''" : "";
  }

  /** SQL that inserts a row; a counter goes into the first slot. */
  String insert(boolean hasSlots) {
    boolean slotted = isCounter() && hasSlots;
    List<String> columns = new ArrayList<>(List.of(keys()));
    columns.addAll(values);
    return "INSERT INTO %s (%s%s) VALUES (%s%s)"
        .formatted(
            name,
            String.join(", ", columns),
            slotted ? ", slot" : "",
            marks(width()),
            slotted ? ", 0" : "");
  }

  /** The number of rows; all slots of a counter count as one. */
  long count(Session session) throws SQLException {
    String rows =
        isCounter()
            ? "(SELECT DISTINCT %s FROM %s%s) counters".formatted(keys(), name, where())
            : name + where();
    return session.first("SELECT COUNT(*) FROM " + rows, row -> row.getLong(1)).orElse(0L);
  }

  boolean isEmpty(Session session) throws SQLException {
    return !session.exists("SELECT 1 FROM %s%s LIMIT 1".formatted(name, where()));
  }

  /** The number of moved columns. */
  int width() {
    return key.size() + values.size();
  }

  private String keys() {
    return key.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String marks(int n) {
    return String.join(", ", Collections.nCopies(n, "?"));
  }

  /** Formats a key as it is stored. */
  String textOf(List<Object> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN));
  }

  /** Parses a stored key. */
  List<Object> keyOf(String text) {
    List<String> parts = Arrays.asList(text.split(BETWEEN, -1));
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      values.add(key.get(i).read(parts.get(i)));
    }
    return values;
  }
}
