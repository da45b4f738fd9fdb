package io.botfunnel.tracking.internal.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection that keeps its prepared statements. Used by one thread. */
public final class Session implements AutoCloseable {
  /** The fetch size: few enough that even the longest bodies fit into memory. */
  private static final int FEW = 50;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  public Session(Connection connection, Dialect dialect) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    connection.setAutoCommit(false);
  }

  /** Maps one row to a value. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  public int update(String sql, @Nullable Object... values) throws SQLException {
    int changed = with(sql, values).executeUpdate();
    dialect.changed();
    return changed;
  }

  public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    List<T> rows = all(sql, row, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
    try (ResultSet result = with(sql, values).executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  /** Receives one row after the other. */
  public interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  /** Reads rows one by one, without holding all of them in memory. */
  public void each(String sql, Reader reader, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = with(sql, values);
    statement.setFetchSize(FEW);
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        reader.read(result);
      }
    }
  }

  public boolean exists(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, row -> true, values).isPresent();
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public void commit() throws SQLException {
    connection.commit();
    dialect.committed();
  }

  public void rollback() throws SQLException {
    connection.rollback();
  }

  public Connection connection() {
    return connection;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Executes the statement for each set of values, as one batch. */
  public void batch(String sql, List<@Nullable Object[]> values) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    PreparedStatement statement = prepared(sql);
    for (@Nullable Object[] each : values) {
      set(statement, each);
      statement.addBatch();
    }
    statement.executeBatch();
    dialect.changed();
  }

  private PreparedStatement with(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared(sql);
    set(statement, values);
    return statement;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private void set(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(i + 1, value instanceof String text ? dialect.text(text) : value);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
