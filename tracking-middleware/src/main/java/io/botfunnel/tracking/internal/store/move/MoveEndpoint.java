package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.sql.SQLException;
import java.util.List;

/** One end of a move: an outbox that nobody else uses while it is open. Used by one thread. */
public interface MoveEndpoint extends AutoCloseable {
  /** Its url, without what may be secret. */
  String shown();

  Session session();

  /** Commits, and forces to the device all that was committed. */
  void force() throws SQLException;

  /** Has what comes next in these tables numbered behind all that is there. */
  void numberOn(List<MovedTable> tables) throws SQLException;

  /** Whether its counters are kept in slots. */
  boolean hasSlots();

  /** Says what went wrong in words an operator can act upon. */
  OutboxUnavailableException explain(SQLException e);

  /** Something that is asked of it. */
  interface Use<T> {
    T of(Session session) throws SQLException;
  }

  /** The same for what answers nothing. */
  interface Change {
    void of(Session session) throws SQLException;
  }

  default <T> T ask(Use<T> use) {
    try {
      return use.of(session());
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  default void tell(Change change) {
    try {
      change.of(session());
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** Closes it; what was not committed is as it was. */
  @Override
  void close();
}
