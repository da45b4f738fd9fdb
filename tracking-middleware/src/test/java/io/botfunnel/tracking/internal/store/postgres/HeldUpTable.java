package io.botfunnel.tracking.internal.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A table of an H2 file that can be kept from being read for a write into the file. */
public final class HeldUpTable {
  /** After so many attempts H2 changes a tree under its lock. */
  private static final int ATTEMPTS_WITHOUT_LOCK = 5;

  private final MVMap<Object, Object> rows;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch letGo = new CountDownLatch(1);

  private HeldUpTable(MVMap<Object, Object> rows) {
    this.rows = rows;
  }

  public static HeldUpTable of(Connection connection, String table) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    MVStore store = session.getDatabase().getStore().getMvStore();
    int id =
        session
            .getDatabase()
            .getMainSchema()
            .findTableOrView(session, table.toUpperCase(Locale.ROOT))
            .getId();
    String name = "table." + id;
    if (!store.hasMap(name)) {
      throw new IllegalArgumentException(
          "%s is no tree of %s".formatted(name, Set.copyOf(store.getMapNames())));
    }
    return new HeldUpTable(
        store.getMap(Integer.parseInt(store.getMetaMap().get("name." + name), 16)));
  }

  /** Returns once it is held. */
  public void hold() {
    new Thread(() -> rows.operate(1L, null, new Holding()), "holds-up").start();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public void letGo() {
    letGo.countDown();
  }

  /** Changes nothing. */
  private final class Holding extends MVMap.DecisionMaker<Object> {
    private int attempts;

    @Override
    public MVMap.Decision decide(Object existing, Object provided) {
      if (++attempts < ATTEMPTS_WITHOUT_LOCK) {
        return MVMap.Decision.REPEAT;
      }
      held.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return MVMap.Decision.ABORT;
    }
  }
}
