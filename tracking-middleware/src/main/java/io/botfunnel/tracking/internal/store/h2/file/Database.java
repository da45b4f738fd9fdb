package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database that can hold the lanes. Used by the writer's thread, unless a method says otherwise.
 */
public interface Database {
  /**
   * Opens the database and brings its schema up to date.
   *
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  Session open();

  /**
   * Checks that the disk has enough space to begin work.
   *
   * @throws IOException if the disk is full, or nearly full
   */
  void requireFreeSpace() throws IOException;

  /** The write-ahead log, which gets entries before they are flushed. */
  WriteAheadLog wal();

  /** Writes a checkpoint if one is due, so that committed data survives a kill. */
  void checkpoint(Session session) throws SQLException;

  /** The message for an operator if the file could not be rewritten. */
  String stillHolds(String why);

  /** Copies of the outbox beside it that belong to the operator. */
  List<String> copiesLeft();

  /**
   * Forces committed data to the device.
   *
   * @param allFlushed whether the tables have all entries of the write-ahead log
   */
  void force(Session session, boolean allFlushed) throws SQLException;

  /** Called after the write-ahead log was shortened; never throws. */
  void walTruncated(Session session);

  /**
   * Makes the file smaller if that pays and takes far less than a second; never throws.
   *
   * @return whether the session was closed for it
   */
  boolean compact(Session session);

  /** Why the file cannot be rewritten now, in words for an operator; empty if it can be. */
  Optional<String> obstacle(Session session);

  /**
   * Rewrites the file with live data only and puts it in the old one's place, so that nothing else
   * remains. Closes the session.
   *
   * @throws IOException if that failed; the old file is then still in its place
   */
  void rewrite(Session session) throws IOException, SQLException;

  /**
   * Writes the live data into another file, on the writer's thread: for a backup while the file
   * itself still holds erased data.
   */
  void rewriteTo(Session session, Path copy) throws SQLException;

  /** Zips a file that {@link #rewriteTo} wrote, under the database's own name. */
  void zip(Path whole, Path zip) throws IOException;

  /**
   * Copies the forced data while the writer goes on; called on a thread that is never interrupted.
   *
   * @param copy an empty file
   */
  void backup(Path copy) throws SQLException, IOException;

  /** Opens a connection for an author, while the database is open. */
  Connection connect() throws SQLException;

  /** The lock that an author's calls on such a connection pass through. */
  CheckpointLock checkpointLock();

  /** Closes the database; never throws. */
  void close(Session session);

  /** Abandons the database after a fault, without another write; never throws. */
  void abandon(Session session);

  /** Translates a fault into words an operator can act upon. */
  OutboxUnavailableException explain(Throwable e);
}
