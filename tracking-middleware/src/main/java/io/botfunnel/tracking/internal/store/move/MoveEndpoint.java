package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.sql.SQLException;
import java.util.List;

/** One end of a move: an outbox that nobody else can use while it is open. Used by one thread. */
public interface MoveEndpoint extends AutoCloseable {
  /** Its url, without possible secrets. */
  String shown();

  Session session();

  /** Commits, and forces everything committed to the device. */
  void force() throws SQLException;

  /** Continues the numbering of new rows in these tables after the existing ones. */
  void numberOn(List<MovedTable> tables) throws SQLException;

  /** Whether it keeps counters in slots. */
  boolean hasSlots();

  /** Explains the error in words that an operator can act on. */
  OutboxUnavailableException explain(SQLException e);

  /** A query on the outbox. */
  interface Use<T> {
    T of(Session session) throws SQLException;
  }

  /** A change to the outbox, without a result. */
  interface Change {
    void of(Session session) throws SQLException;
  }

  default <T> T query(Use<T> use) {
    try {
      return use.of(session());
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  default void run(Change change) {
    try {
      change.of(session());
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** Closes it; uncommitted changes are rolled back. */
  @Override
  void close();
}
