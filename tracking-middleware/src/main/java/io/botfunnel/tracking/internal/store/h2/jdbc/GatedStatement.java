package io.botfunnel.tracking.internal.store.h2.jdbc;

import io.botfunnel.tracking.internal.store.h2.file.CheckpointLock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An author's statement whose calls pass through the {@link CheckpointLock}. Its connection is the
 * author's wrapped one.
 */
final class GatedStatement implements InvocationHandler {
  private final Statement statement;
  private final Connection connection;
  private final CheckpointLock lock;

  private GatedStatement(Statement statement, Connection connection, CheckpointLock lock) {
    this.statement = statement;
    this.connection = connection;
    this.lock = lock;
  }

  /**
   * Wraps a statement.
   *
   * @param type the JDBC interface to implement
   */
  static Object of(Statement statement, Class<?> type, Connection connection, CheckpointLock lock) {
    return Proxy.newProxyInstance(
        GatedStatement.class.getClassLoader(),
        new Class<?>[] {type},
        new GatedStatement(statement, connection, lock));
  }

  @Override
  @SuppressWarnings("NullAway") // the arguments are null if a method has none
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "getConnection" -> connection;
      case "equals" -> proxy == arguments[0];
      default -> lock.invoke(statement, method, arguments);
    };
  }
}
