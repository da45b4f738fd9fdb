package io.botfunnel.tracking.internal.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a column whatever it is, where the file may be a stranger's. A column of ours
 * may have another type there, and JDBC makes a Java object of what a {@code JAVA_OBJECT} holds,
 * within arrays and rows too, which runs code. So only the types of an outbox are read.
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
   * The value.
   *
   * @throws SQLException if the column is of a type that no outbox has; nothing of it was read
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
