package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.file.Database;
import io.botfunnel.tracking.internal.store.h2.wal.WalBatch;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.AvailabilityLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database while it works: opened when it is needed, let go of when it breaks, and opened again
 * for what comes next, with the memory read anew. Used by the writer's thread alone.
 */
final class H2Database {
  private static final Logger log = LoggerFactory.getLogger(H2Database.class);

  private final Database database;
  private final H2State memory;
  private final AvailabilityLog outboxLog;
  private @Nullable Session session;
  private boolean working;

  H2Database(Database database, H2State memory, Clock clock) {
    this.database = database;
    this.memory = memory;
    this.outboxLog = new AvailabilityLog(clock);
  }

  void requireRoom() throws IOException {
    database.requireRoom();
  }

  Session session() throws SQLException, IOException {
    if (session == null) {
      session = database.open();
      memory.load(session, database.journal());
    }
    return session;
  }

  /** Commits, and forces to the device what has to be. */
  void commit(Transaction tx) throws SQLException, IOException {
    tx.session().commit();
    if (tx.forced()) {
      // What this transaction appends comes to the journal only after it
      boolean allFlushed = memory.arrivals().upTo(tx.lastIdBefore(), 1).isEmpty();
      database.force(tx.session(), allFlushed);
    }
    tell(WalBatch.of(tx).forced(), WalBatch.of(tx).unforced());
  }

  private void tell(List<WalRecord> records, List<WalRecord> notes) throws IOException {
    if (records.isEmpty() && notes.isEmpty()) {
      return;
    }
    // An interrupt would close the journal, and nobody else owns this thread.
    Thread.interrupted();
    if (records.isEmpty()) {
      database.journal().note(notes);
    } else {
      database.journal().append(Stream.concat(records.stream(), notes.stream()).toList());
    }
  }

  WriteAheadLog journal() {
    return database.journal();
  }

  /** Has the journal forget all that is filed and forced. */
  void shortenJournal() {
    try {
      database.journal().keepOnly(memory.arrivals().told());
      if (session != null) {
        database.shortened(session);
      }
    } catch (IOException e) {
      // What it tells is known: it does no harm, and is forgotten the next time
      log.debug("the journal was not shortened", e);
    }
  }

  /** Has what is committed written where it is time to; lets go of the database if it cannot. */
  void store() {
    if (session == null) {
      return;
    }
    try {
      database.store(session);
    } catch (SQLException e) {
      log.debug("what was committed was not written, the outbox will be opened again", e);
      letGo(session);
    }
  }

  private void letGo(Session broken) {
    database.abandon(broken);
    session = null;
  }

  /** Makes the database smaller where that pays; it may have to be opened again for it. */
  void compact() {
    if (session != null && database.compact(session)) {
      session = null;
    }
  }

  /** Why it cannot be written anew now; empty where it can, or is closed. */
  Optional<String> obstacle() {
    return session == null ? Optional.empty() : database.obstacle(session);
  }

  /**
   * Once all that is filed is forced: writes journal and database anew with what they are to tell,
   * and nothing else. The database has to be opened again.
   *
   * @throws IOException if it could not
   */
  void rewrite() throws SQLException, IOException {
    Session old = session();
    database.journal().keepOnly(memory.arrivals().told());
    session = null;
    database.rewrite(old);
  }

  /** Writes what the database is to tell into another file. */
  void rewriteTo(Session open, Path copy) throws SQLException {
    database.rewriteTo(open, copy);
  }

  /** Zips such a file; not on the writer's thread. */
  void zip(Path whole, Path zip) throws IOException {
    database.zip(whole, zip);
  }

  /**
   * Takes back what was not committed; false where the database had to be let go of, which it is
   * after any fault but one of the data: a broken one is not asked anything.
   */
  boolean rolledBack(Throwable fault) {
    if (session == null) {
      return false;
    }
    try {
      if (!isBroken(fault)) {
        session.rollback();
        // What was committed but not forced is on disk and not yet in memory.
        memory.load(session, database.journal());
        return true;
      }
    } catch (SQLException | IOException broken) {
      log.debug("rollback failed, the outbox will be opened again", broken);
    }
    letGo(session);
    return false;
  }

  /** By the classes of SQL's states: a value that does not fit, a key that exists. */
  private static boolean isBroken(Throwable fault) {
    return fault instanceof SQLException sql
        && (sql.getSQLState() == null || !sql.getSQLState().matches("2[23].*"));
  }

  /** Copies what was forced; not on the writer's thread. */
  void backup(Path copy) throws SQLException, IOException {
    database.backup(copy);
  }

  OutboxUnavailableException explain(Throwable e) {
    return database.explain(e);
  }

  void works() {
    outboxLog.works();
    working = true;
  }

  void fails(OutboxUnavailableException unavailable) {
    outboxLog.fails(unavailable);
    working = false;
  }

  boolean working() {
    return working;
  }

  /** A broken one is let go of as it is: closing moves things about, which may fail half-way. */
  void close() {
    closeJournal();
    if (session != null && working) {
      database.close(session);
    } else if (session != null) {
      database.abandon(session);
    }
  }

  private void closeJournal() {
    try {
      database.journal().close();
    } catch (IOException e) {
      log.debug("the journal did not close", e);
    }
  }
}
