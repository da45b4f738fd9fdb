package io.botfunnel.tracking.internal.store.h2.jdbc;

import io.botfunnel.tracking.internal.store.h2.file.CheckpointLock;
import io.botfunnel.tracking.internal.store.h2.file.H2Checkpointer;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.engine.SessionLocal;
import org.jspecify.annotations.Nullable;

/**
 * An author's connection to the H2 file whose commits are on the device when they return; H2 alone
 * writes them up to half a second later. Everything else is H2's behaviour.
 */
public final class DurableConnection implements InvocationHandler {
  /** The SQL state for a transaction whose outcome is not known. */
  private static final String UNKNOWN_OUTCOME = "08007";

  private final Connection connection;
  private final SessionLocal session;
  private final Engine outbox;
  private final CheckpointLock lock;
  private final Runnable force;

  private DurableConnection(
      Connection connection, Engine outbox, CheckpointLock lock, Runnable force)
      throws SQLException {
    this.connection = connection;
    this.session = H2Checkpointer.session(connection);
    this.outbox = outbox;
    this.lock = lock;
    this.force = force;
  }

  /**
   * Wraps a connection.
   *
   * @param lock the lock that every call of the connection passes through
   * @param force returns once all that was committed is on the device
   */
  public static OutboxConnection of(
      Connection connection, Engine outbox, CheckpointLock lock, Runnable force)
      throws SQLException {
    return (OutboxConnection)
        Proxy.newProxyInstance(
            OutboxConnection.class.getClassLoader(),
            new Class<?>[] {OutboxConnection.class},
            new DurableConnection(connection, outbox, lock, force));
  }

  @Override
  @SuppressWarnings("NullAway") // the arguments are null if a method has none
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "outbox" -> outbox;
      case "isWrapperFor" -> isOurs(arguments) || connection.isWrapperFor((Class<?>) arguments[0]);
      case "unwrap" -> isOurs(arguments) ? proxy : pass(method, arguments);
      case "equals" -> proxy == arguments[0];
      case "commit", "setAutoCommit" -> forced(method, arguments);
      case "createStatement", "prepareStatement", "prepareCall" ->
          GatedStatement.of(
              (Statement) pass(method, arguments),
              method.getReturnType(),
              (Connection) proxy,
              lock);
      default -> pass(method, arguments);
    };
  }

  private static boolean isOurs(@Nullable Object[] arguments) {
    return arguments[0] == OutboxConnection.class;
  }

  private @Nullable Object forced(Method method, @Nullable Object[] arguments) throws Throwable {
    boolean changed = !session.isClosed() && session.containsUncommitted();
    Object result = pass(method, arguments);
    if (changed && !session.containsUncommitted()) {
      force();
    }
    return result;
  }

  private void force() throws SQLException {
    try {
      force.run();
    } catch (OutboxUnavailableException e) {
      throw new SQLException(
          "It was committed, and may not be on the device: " + e.getMessage(), UNKNOWN_OUTCOME, e);
    }
  }

  private @Nullable Object pass(Method method, @Nullable Object[] arguments) throws Throwable {
    return lock.invoke(connection, method, arguments);
  }
}
