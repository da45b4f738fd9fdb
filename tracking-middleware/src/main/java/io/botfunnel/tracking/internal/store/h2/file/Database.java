package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A database that can hold the lanes. Used by the one writer's thread. */
public interface Database {
  /**
   * Opens it, with its schema up to date.
   *
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  Session open();

  /**
   * Returns where there is room on the disk to begin something.
   *
   * @throws IOException if the disk is full, or nearly
   */
  void requireRoom() throws IOException;

  /** Where arrivals are written before they are filed. */
  WriteAheadLog journal();

  /** Has what is committed written where it is time to, so that a kill leaves it. */
  void store(Session session) throws SQLException;

  /** What an operator is told if it was not written anew. */
  String stillHolds(String why);

  /** Copies of the outbox beside it that are the operator's own. */
  List<String> copiesLeft();

  /**
   * Forces what is committed to the device.
   *
   * @param allFlushed whether the tables have all that the journal tells
   */
  void force(Session session, boolean allFlushed) throws SQLException;

  /** The journal was shortened; never throws. */
  void shortened(Session session);

  /**
   * Makes it smaller, where that pays and takes far less than a second; never throws.
   *
   * @return whether the session was closed for it
   */
  boolean compact(Session session);

  /** Why it cannot be written anew now, in words for an operator; empty where it can. */
  Optional<String> obstacle(Session session);

  /**
   * Writes all that lives into a new file in its place, so that nothing else is left, and closes
   * the session for it.
   *
   * @throws IOException if it could not; the old file is in its place then
   */
  void rewrite(Session session) throws IOException, SQLException;

  /**
   * Writes all that lives into a file beside, by the writer's thread: for a backup while the file
   * holds what was erased.
   */
  void rewriteTo(Session session, Path copy) throws SQLException;

  /** Zips such a file, under the database's own name. */
  void zip(Path whole, Path zip) throws IOException;

  /**
   * Copies what was forced while the writer goes on; on a thread that nobody interrupts.
   *
   * @param copy an empty file
   */
  void backup(Path copy) throws SQLException, IOException;

  /** A connection for an author, while it is open. */
  Connection connect() throws SQLException;

  /** For what an author does by such a connection. */
  CheckpointLock gate();

  /** Closes it; never throws. */
  void close(Session session);

  /** Lets go of it after a fault, without another write; never throws. */
  void abandon(Session session);

  /** Says what went wrong in words an operator can act upon. */
  OutboxUnavailableException explain(Throwable e);
}
