package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** An H2 file, which is ours alone while it is open; what its journal holds is filed before. */
final class H2Place implements Place {
  private final Path path;
  private final H2File file;
  private final Session session;

  private H2Place(Path path, H2File file, Session session) {
    this.path = path;
    this.file = file;
    this.session = session;
  }

  /** Opens it, making it where there is none. */
  static H2Place open(Path path, Clock clock) {
    try {
      if (Journal.existsFor(path)) {
        fileJournal(path, clock);
      }
      H2File file = new H2File(path);
      H2Place place = new H2Place(path, file, file.openAlone());
      place.requireNoJournal();
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

  /** After a crash, what was accepted last is in the journal alone. */
  private static void fileJournal(Path path, Clock clock) {
    try (H2Engine engine = new H2Engine(path, Retention.ALL_STAYS, Room.here(), clock)) {
      Answered.of(engine.lookAtAll(tx -> true));
    }
  }

  private void requireNoJournal() {
    if (Journal.existsFor(path)) {
      close();
      throw new OutboxUnavailableException(
          ("The outbox %s has a journal that cannot be filed. Is its disk full, or its folder not the"
                  + " bot's? Mend that and repeat the command")
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
