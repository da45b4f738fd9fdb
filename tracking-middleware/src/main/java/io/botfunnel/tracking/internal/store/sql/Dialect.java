package io.botfunnel.tracking.internal.store.sql;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** The statements that differ between the two databases. */
public interface Dialect {
  /** Replaces characters that the database cannot store. */
  String text(String any);

  /**
   * Adds to counters, inserting their row if there is none.
   *
   * @param key the values of the table's key
   * @param change what is added to each counter
   */
  void add(Session session, CounterColumns table, List<Object> key, List<BigDecimal> change)
      throws SQLException;

  /** Waits until no other transaction holds the name, then holds it until this transaction ends. */
  void lock(Session session, String name) throws SQLException;

  /**
   * Holds the name as {@link #lock} does, without waiting; false if another transaction holds it.
   */
  boolean tryLock(Session session, String name) throws SQLException;

  /** Called when something was changed and is not committed yet. */
  default void changed() throws SQLException {}

  /** Called when the changes are committed. */
  default void committed() throws SQLException {}
}
