package io.botfunnel.tracking.internal.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a column's value from a file that may come from a stranger. Such a file can declare one of
 * our columns with another type. JDBC deserializes a {@code JAVA_OBJECT}, also within arrays and
 * rows, and that runs code. So this class reads only the types that an outbox has.
 */
public final class PlainValue {
  private static final Set<Integer> OURS =
      Set.of(
          Types.BIGINT,
          Types.INTEGER,
          Types.SMALLINT,
          Types.BOOLEAN,
          Types.BIT, // as PostgreSQL's driver calls a boolean
          Types.VARCHAR,
          Types.DECIMAL,
          Types.NUMERIC);

  private PlainValue() {}

  /**
   * Reads the value.
   *
   * @throws SQLException if no outbox has a column of that type; nothing of the value was read
   */
  public static @Nullable Object of(ResultSet row, int column) throws SQLException {
    int type = row.getMetaData().getColumnType(column);
    if (!OURS.contains(type)) {
      throw new SQLException(
          "column %d is of JDBC's type %d, which no outbox has".formatted(column, type));
    }
    return row.getObject(column);
  }
}
