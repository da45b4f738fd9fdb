package io.botfunnel.tracking.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.internal.store.h2.file.CheckpointLock;
import io.botfunnel.tracking.internal.store.h2.file.H2Checkpointer;
import io.botfunnel.tracking.internal.store.h2.file.H2Dialect;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session that knows, of each query that goes through it, how many rows H2 looked at. */
public final class ScanMeter {
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private final Connection real;
  private final List<Query> queries = new ArrayList<>();

  /** A query, and the rows that it looked at in all tables together. */
  public record Query(String sql, int scanned) {}

  public ScanMeter(Connection real) {
    this.real = real;
  }

  public Session session() throws SQLException {
    return new Session(
        proxy(
            Connection.class,
            (method, arguments) ->
                method.getName().equals("prepareStatement")
                    ? watched((String) arguments[0])
                    : call(real, method, arguments)),
        new H2Dialect(new H2Checkpointer(real, new CheckpointLock())));
  }

  /** What was asked since the last time. */
  public List<Query> asked() {
    List<Query> asked = List.copyOf(queries);
    queries.clear();
    return asked;
  }

  private PreparedStatement watched(String sql) throws SQLException {
    PreparedStatement statement = real.prepareStatement(sql);
    Map<Integer, Object> values = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().equals("setObject")) {
            values.put((Integer) arguments[0], arguments[1]);
          } else if (method.getName().equals("executeQuery")) {
            queries.add(new Query(sql, scanned(sql, values)));
          }
          return call(statement, method, arguments);
        });
  }

  private int scanned(String sql, Map<Integer, Object> values) throws SQLException {
    try (PreparedStatement explain = real.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      for (Integer place : values.keySet()) {
        explain.setObject(place, values.get(place));
      }
      try (ResultSet plan = explain.executeQuery()) {
        assertThat(plan.next()).isTrue();
        return sum(plan.getString(1));
      }
    }
  }

  private static int sum(String plan) {
    Matcher found = SCANNED.matcher(plan);
    int sum = 0;
    while (found.find()) {
      sum += Integer.parseInt(found.group(1));
    }
    return sum;
  }

  private interface Call {
    Object to(Method method, Object[] arguments) throws SQLException;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new SQLException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.to(method, arguments)));
  }
}
