package io.botfunnel.tracking.internal.store.sql;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;

/** Where two databases need different words for the same. */
public interface Dialect {
  /** Text as the database can hold it. */
  String text(String any);

  /**
   * Adds to counters, making their row where there is none.
   *
   * @param key the values of the table's key
   * @param change what is added to each counter
   */
  void add(Session session, CounterTable table, List<Object> key, List<BigDecimal> change)
      throws SQLException;

  /** Until the transaction ends, nobody else is past this line with the same name. */
  void alone(Session session, String name) throws SQLException;

  /** The same without waiting: false where somebody else is past it. */
  boolean aloneNow(Session session, String name) throws SQLException;

  /** Something was changed and is not committed yet. */
  default void changed() throws SQLException {}

  /** What was changed is committed. */
  default void committed() throws SQLException {}
}
