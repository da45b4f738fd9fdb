package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.file.Database;
import io.botfunnel.tracking.internal.store.h2.wal.WalBatch;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: opened when needed, abandoned when it breaks, and reopened for the next work,
 * with the in-memory state read again. Used by the writer's thread alone.
 */
final class H2Database {
  private static final Logger log = LoggerFactory.getLogger(H2Database.class);

  private final Database database;
  private final H2State memory;
  private @Nullable Session session;

  H2Database(Database database, H2State memory) {
    this.database = database;
    this.memory = memory;
  }

  void requireFreeSpace() throws IOException {
    database.requireFreeSpace();
  }

  Session session() throws SQLException, IOException {
    if (session == null) {
      session = database.open();
      memory.load(session, database.wal());
    }
    return session;
  }

  /** Commits a transaction, and forces it to the device if it asks for that. */
  void commit(Transaction tx) throws SQLException, IOException {
    tx.session().commit();
    if (tx.forced()) {
      // The transaction's own appends reach the write-ahead log only after this
      boolean allFlushed = memory.memtable().upTo(tx.lastIdBefore(), 1).isEmpty();
      database.force(tx.session(), allFlushed);
    }
    appendToWal(WalBatch.of(tx).forced(), WalBatch.of(tx).unforced());
  }

  private void appendToWal(List<WalRecord> forced, List<WalRecord> unforced) throws IOException {
    if (forced.isEmpty() && unforced.isEmpty()) {
      return;
    }
    // An interrupt would close the write-ahead log, and no other code owns this thread.
    Thread.interrupted();
    if (forced.isEmpty()) {
      database.wal().appendUnforced(unforced);
    } else {
      database.wal().append(Stream.concat(forced.stream(), unforced.stream()).toList());
    }
  }

  WriteAheadLog wal() {
    return database.wal();
  }

  /** Removes all flushed and forced entries from the write-ahead log. */
  void truncateWal() {
    try {
      database.wal().keepOnly(memory.memtable().records());
      if (session != null) {
        database.walTruncated(session);
      }
    } catch (IOException e) {
      // Its entries are known: a longer log does no harm and is truncated the next time
      log.debug("the write-ahead log was not truncated", e);
    }
  }

  /** Writes a checkpoint if one is due; abandons the database if that fails. */
  void checkpoint() {
    if (session == null) {
      return;
    }
    try {
      database.checkpoint(session);
    } catch (SQLException e) {
      log.debug("the checkpoint failed; the outbox will be reopened", e);
      abandon(session);
    }
  }

  private void abandon(Session broken) {
    database.abandon(broken);
    session = null;
  }

  /** Makes the file smaller if that pays; this may close the database until it is needed again. */
  void compact() {
    if (session != null && database.compact(session)) {
      session = null;
    }
  }

  /** Why the file cannot be rewritten now; empty if it can be, or if the database is closed. */
  Optional<String> obstacle() {
    return session == null ? Optional.empty() : database.obstacle(session);
  }

  /**
   * Rewrites the write-ahead log and the database with live data only, once all flushed entries are
   * forced. The database is closed and must be opened again.
   *
   * @throws IOException if it cannot be written
   */
  void rewrite() throws SQLException, IOException {
    Session old = session();
    database.wal().keepOnly(memory.memtable().records());
    session = null;
    database.rewrite(old);
  }

  /** Writes the live data of the database into another file. */
  void rewriteTo(Session open, Path copy) throws SQLException {
    database.rewriteTo(open, copy);
  }

  /** Zips a file that {@link #rewriteTo} wrote; not on the writer's thread. */
  void zip(Path whole, Path zip) throws IOException {
    database.zip(whole, zip);
  }

  /**
   * Rolls back uncommitted work. Returns false if the database had to be abandoned, as after any
   * fault except one of the data: a broken database is not used any further.
   */
  boolean rollBack(Throwable fault) {
    if (session == null) {
      return false;
    }
    try {
      if (!isBroken(fault)) {
        session.rollback();
        // What was committed but not forced is on disk and not yet in memory.
        memory.load(session, database.wal());
        return true;
      }
    } catch (SQLException | IOException broken) {
      log.debug("rollback failed; the outbox will be reopened", broken);
    }
    abandon(session);
    return false;
  }

  /** Judges by the classes of SQL states: a value that does not fit, a key that exists. */
  private static boolean isBroken(Throwable fault) {
    return fault instanceof SQLException sql
        && (sql.getSQLState() == null || !sql.getSQLState().matches("2[23].*"));
  }

  /** Copies the forced data; not on the writer's thread. */
  void backup(Path copy) throws SQLException, IOException {
    database.backup(copy);
  }

  OutboxUnavailableException explain(Throwable e) {
    return database.explain(e);
  }

  /**
   * Closes the database. A broken one is abandoned as it is: closing writes to the file, which may
   * fail half-way.
   *
   * @param working whether the last transaction was committed
   */
  void close(boolean working) {
    closeWal();
    if (session != null && working) {
      database.close(session);
    } else if (session != null) {
      database.abandon(session);
    }
  }

  private void closeWal() {
    try {
      database.wal().close();
    } catch (IOException e) {
      log.debug("the write-ahead log did not close", e);
    }
  }
}
