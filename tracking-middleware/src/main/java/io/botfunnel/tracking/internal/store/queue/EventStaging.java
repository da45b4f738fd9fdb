package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.conversion.ConversionCodec;
import io.botfunnel.tracking.internal.lane.LaneName;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Stages events in authors' transactions: one row each, through the author's own connection. It
 * takes none of our locks, and neither commits nor rolls back. Safe for use from any thread.
 */
public final class EventStaging {
  private final Target target;

  /** The database that a connection must be to. */
  public interface Target {
    /**
     * The statement that inserts a bot, a lane and a body.
     *
     * @throws IllegalArgumentException if the connection is to another database
     */
    String insert(Connection connection) throws SQLException;

    /** The error for a connection to another database. */
    IllegalArgumentException isElsewhere();

    /** Explains a database error. */
    RuntimeException explain(SQLException e);
  }

  public EventStaging(Target target) {
    this.target = target;
  }

  /**
   * Stages an event of a bot in the connection's transaction.
   *
   * @throws IllegalArgumentException if the connection is closed, in auto-commit mode, or not to
   *     this outbox's database
   * @throws OutboxUnavailableException if the database does not accept it
   */
  public void stage(Connection connection, BotName bot, Conversion conversion) {
    try {
      requireTransaction(connection);
      if (insert(connection, bot, conversion) == 0) {
        throw target.isElsewhere();
      }
    } catch (SQLException e) {
      throw target.explain(e);
    }
  }

  private int insert(Connection connection, BotName bot, Conversion conversion)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(target.insert(connection))) {
      insert.setString(1, bot.value());
      insert.setString(2, laneOf(conversion));
      insert.setString(3, ConversionCodec.write(conversion));
      insert.execute();
      return insert.getUpdateCount();
    }
  }

  private static String laneOf(Conversion conversion) {
    return conversion.subject() instanceof UserId user
        ? LaneName.of(user).value()
        : LaneName.of((ClickId) conversion.subject()).value();
  }

  private static void requireTransaction(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      throw new IllegalArgumentException(
          "connection: it is closed, and an event goes into a transaction that is open."
              + " Call the hook before commit() and close()");
    }
    if (connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "connection: it is in auto-commit mode, in which there is no transaction to share."
              + " Call setAutoCommit(false) before and commit() after the hook, or leave"
              + " within(…) out");
    }
  }

  /** The error for a fault of the author's database that has no remedy of its own. */
  public static OutboxUnavailableException failed(SQLException e) {
    return new OutboxUnavailableException(
        "The event could not be put into the transaction (%s). Roll that back and do it again"
            .formatted(RootCause.of(e)),
        e);
  }
}
