package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.h2.file.H2File;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.move.MoveEndpoint;
import io.botfunnel.tracking.internal.store.move.MovedTable;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * An H2 file as one end of a move, owned by this process while it is open. Entries in its
 * write-ahead log are flushed when it is opened.
 */
public final class H2MoveEndpoint implements MoveEndpoint {
  private final Path path;
  private final H2File file;
  private final Session session;

  private H2MoveEndpoint(Path path, H2File file, Session session) {
    this.path = path;
    this.file = file;
    this.session = session;
  }

  /** Opens the file, and creates it if there is none. */
  public static H2MoveEndpoint open(Path path, Clock clock) {
    try {
      if (WriteAheadLog.existsFor(path)) {
        flushWal(path, clock);
      }
      H2File file = new H2File(path);
      H2MoveEndpoint place = new H2MoveEndpoint(path, file, file.openAlone());
      place.requireNoWal();
      return place;
    } catch (OutboxUnavailableException e) {
      throw e.isInUse() ? inUse(path, e) : e;
    }
  }

  private static OutboxUnavailableException inUse(Path path, OutboxUnavailableException e) {
    return OutboxUnavailableException.inUse(
        ("The outbox %s is in use: only what no bot runs on can be moved. Stop the bot and what else"
                + " has it open, then repeat the command")
            .formatted(path),
        e);
  }

  /** Flushes the write-ahead log: after a crash, the latest entries are only there. */
  private static void flushWal(Path path, Clock clock) {
    try (H2Engine engine = new H2Engine(path, Retention.ALL_STAYS, MemtableLimits.here(), clock)) {
      Futures.await(engine.lookAtAll(tx -> true));
    }
  }

  private void requireNoWal() {
    if (WriteAheadLog.existsFor(path)) {
      close();
      throw new OutboxUnavailableException(
          ("The outbox %s has a write-ahead log that cannot be flushed. Is its disk full, or its folder"
                  + " not the bot's? Fix that and repeat the command")
              .formatted(path));
    }
  }

  @Override
  public String shown() {
    return path.toString();
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void force() throws SQLException {
    session.commit();
    file.force(session, false);
  }

  @Override
  public void numberOn(List<MovedTable> tables) throws SQLException {
    for (MovedTable table : tables) {
      if (table.isNumbered()) {
        numberOn(table.name());
      }
    }
  }

  private void numberOn(String table) throws SQLException {
    long next =
        session
            .first("SELECT COALESCE(MAX(id), 0) + 1 FROM " + table, row -> row.getLong(1))
            .orElseThrow();
    session.execute("ALTER TABLE %s ALTER COLUMN id RESTART WITH %d".formatted(table, next));
  }

  @Override
  public boolean hasSlots() {
    return false;
  }

  @Override
  public OutboxUnavailableException explain(SQLException e) {
    return file.explain(e);
  }

  @Override
  public void close() {
    file.close(session);
  }
}
