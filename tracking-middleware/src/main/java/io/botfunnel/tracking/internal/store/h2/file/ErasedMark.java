package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import java.sql.SQLException;

/**
 * A flag in the file itself: something was erased whose bytes may still be in the file, since H2
 * leaves them in place. It is set in the transaction that erases, so that no crash separates the
 * two. It is removed in the rewritten file.
 */
public final class ErasedMark {
  private static final CounterKey ERASED = new CounterKey("", "erased");

  private ErasedMark() {}

  public static void set(Session session) throws SQLException {
    CounterTable.add(session, ERASED, 1);
  }

  public static boolean isIn(Session session) throws SQLException {
    return session.exists(
        "SELECT 1 FROM counter WHERE topic = ? AND name = ? AND n > 0",
        ERASED.topic(),
        ERASED.name());
  }

  public static void remove(Session session) throws SQLException {
    session.update(
        "DELETE FROM counter WHERE topic = ? AND name = ?", ERASED.topic(), ERASED.name());
  }
}
