package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.sql.CounterColumns;
import io.botfunnel.tracking.internal.store.sql.Dialect;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** H2's dialect; the single writer is always alone. */
public final class H2Dialect implements Dialect {
  private final H2Checkpointer checkpointer;

  public H2Dialect(H2Checkpointer checkpointer) {
    this.checkpointer = checkpointer;
  }

  H2Checkpointer checkpointer() {
    return checkpointer;
  }

  @Override
  public String text(String any) {
    return any;
  }

  @Override
  public void add(Session session, CounterColumns table, List<Object> key, List<BigDecimal> change)
      throws SQLException {
    if (session.update(table.update(), Stream.concat(change.stream(), key.stream()).toArray())
        == 0) {
      session.update(table.insert(), Stream.concat(key.stream(), change.stream()).toArray());
    }
  }

  @Override
  public void lock(Session session, String name) {
    // The single writer is always alone
  }

  @Override
  public boolean tryLock(Session session, String name) {
    return true;
  }

  @Override
  public void changed() throws SQLException {
    checkpointer.checkpointIfLarge();
  }

  @Override
  public void committed() throws SQLException {
    checkpointer.checkpointIfDue();
  }
}
