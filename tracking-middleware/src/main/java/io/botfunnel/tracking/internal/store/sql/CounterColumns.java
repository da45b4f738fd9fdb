package io.botfunnel.tracking.internal.store.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of counters.
 *
 * @param table its name
 * @param keys the key columns
 * @param counters the columns that are incremented
 */
public record CounterColumns(String table, List<String> keys, List<String> counters) {
  /** SQL that adds to an existing row; parameters: the changes, then the key. */
  public String update() {
    return "UPDATE %s SET %s WHERE %s"
        .formatted(
            table,
            each(counters, name -> name + " = " + name + " + ?", ", "),
            each(keys, name -> name + " = ?", " AND "));
  }

  /** SQL that inserts a row; parameters: the key, then the changes. */
  public String insert() {
    List<String> all = Stream.concat(keys.stream(), counters.stream()).toList();
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(table, each(all, name -> name, ", "), each(all, name -> "?", ", "));
  }

  /** The clause that makes {@link #insert} add the changes if the row exists. */
  public String orAdd() {
    return " ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(
            each(keys, name -> name, ", "),
            each(
                counters,
                name -> "%s = %s.%s + EXCLUDED.%s".formatted(name, table, name, name),
                ", "));
  }

  private static String each(List<String> names, Function<String, String> as, String between) {
    return names.stream().map(as).collect(Collectors.joining(between));
  }
}
