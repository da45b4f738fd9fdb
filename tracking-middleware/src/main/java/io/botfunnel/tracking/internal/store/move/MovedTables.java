package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.move.MovedTable.Column;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables to move: all of H2's schema except those about a file or a move. Reading the schema
 * ensures that no table or column is missed. Tables that only PostgreSQL has coordinate its
 * workers.
 */
public final class MovedTables {
  /** The tables that are not moved. */
  public static final Set<String> STAY =
      Set.of("move_mark", "copy_progress", "botfunnel_schema_history");

  private static final String COLUMNS =
      """
      SELECT LOWER(c.table_name), LOWER(c.column_name), c.data_type, c.is_identity = 'YES',
        COALESCE(k.ordinal_position, 0)
      FROM information_schema.columns c
      LEFT JOIN information_schema.table_constraints p
        ON p.table_schema = c.table_schema AND p.table_name = c.table_name
        AND p.constraint_type = 'PRIMARY KEY'
      LEFT JOIN information_schema.key_column_usage k
        ON k.constraint_schema = p.constraint_schema AND k.constraint_name = p.constraint_name
        AND k.column_name = c.column_name
      WHERE c.table_schema = 'PUBLIC'
      ORDER BY c.table_name, c.ordinal_position""";

  private MovedTables() {}

  /**
   * A column as the schema describes it.
   *
   * @param placeInKey its position in the primary key from 1; 0 if it is not in the key
   */
  private record Found(
      String table, String name, String type, boolean isIdentity, int placeInKey) {}

  /**
   * @param h2 an outbox in H2 with the newest schema
   */
  static List<MovedTable> of(Session h2) throws SQLException {
    Map<String, List<Found>> tables =
        h2
            .all(
                COLUMNS,
                row ->
                    new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getInt(5)))
            .stream()
            .filter(found -> !STAY.contains(found.table()))
            .collect(Collectors.groupingBy(Found::table, LinkedHashMap::new, Collectors.toList()));
    return tables.entrySet().stream().map(each -> table(each.getKey(), each.getValue())).toList();
  }

  private static MovedTable table(String name, List<Found> columns) {
    List<Column> key =
        columns.stream()
            .filter(each -> each.placeInKey() > 0)
            .sorted(Comparator.comparingInt(Found::placeInKey))
            .map(each -> new Column(each.name(), each.type()))
            .toList();
    List<String> values =
        columns.stream().filter(each -> each.placeInKey() == 0).map(Found::name).toList();
    return new MovedTable(name, key, values, columns.stream().anyMatch(Found::isIdentity));
  }
}
