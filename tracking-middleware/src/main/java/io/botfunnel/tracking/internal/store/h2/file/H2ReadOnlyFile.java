package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.MoveMark;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in one H2 file, opened for inspection. Nothing on disk changes: migrations and flushes
 * happen in memory only. No bot can run on the file while it is open.
 */
public final class H2ReadOnlyFile implements Database {
  private static final Logger log = LoggerFactory.getLogger(H2ReadOnlyFile.class);

  private final Path path;
  private final H2Connection connection;
  private final WriteAheadLog wal;

  /**
   * Prepares an inspection without opening the file.
   *
   * @param path the file without H2's {@code .mv.db}
   */
  public H2ReadOnlyFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
    this.connection = new H2Connection(this.path, Overlay.SCHEME);
    this.wal = WriteAheadLog.openReadOnly(this.path);
    // Only after the connection has checked that H2 is a proven version
    Overlay.register();
  }

  @Override
  public Session open() {
    try {
      PlainFiles.require(path);
      Integrity.requireNotGone(path);
      H2Precheck.require(path);
      Session session = connection.openChecked();
      refuseIfMoved(session);
      return session;
    } catch (IOException | SQLException | RuntimeException e) {
      throw explain(e);
    }
  }

  /** Work that reads from a session. */
  public interface Reader {
    void read(Session session) throws SQLException;
  }

  /**
   * Reads a file that may be damaged, and leaves it as it is.
   *
   * @param path the file without H2's {@code .mv.db}
   */
  public static void read(Path path, Reader reader) throws SQLException {
    H2ReadOnlyFile file = new H2ReadOnlyFile(path);
    Session session = file.connection.open();
    try {
      reader.read(session);
    } finally {
      file.abandon(session);
    }
  }

  private void refuseIfMoved(Session session) throws SQLException {
    try {
      Optional<MoveMark> mark = MoveMark.of(session);
      if (mark.isPresent() && mark.get().part() != MoveMark.Part.LEAVING) {
        throw mark.get().refusal(path.toString());
      }
    } catch (SQLException | RuntimeException | Error e) {
      abandon(session);
      throw e;
    }
  }

  @Override
  public void requireFreeSpace() {
    // Nothing is written
  }

  @Override
  public WriteAheadLog wal() {
    return wal;
  }

  @Override
  public void checkpoint(Session session) {
    // Nothing is written
  }

  @Override
  public void force(Session session, boolean allFlushed) {
    // Nothing is written
  }

  @Override
  public void walTruncated(Session session) {
    // Nothing is written
  }

  @Override
  public boolean compact(Session session) {
    return false;
  }

  @Override
  public Optional<String> obstacle(Session session) {
    return Optional.of("it was opened read-only");
  }

  @Override
  public void rewrite(Session session) throws IOException {
    throw readOnlyFault();
  }

  @Override
  public void rewriteTo(Session session, Path copy) throws SQLException {
    throw new SQLException(readOnlyFault());
  }

  @Override
  public void zip(Path whole, Path zip) throws IOException {
    throw readOnlyFault();
  }

  @Override
  public String stillHolds(String why) {
    return why;
  }

  @Override
  public List<String> copiesLeft() {
    return List.of();
  }

  @Override
  public void backup(Path copy) throws IOException {
    throw readOnlyFault();
  }

  @Override
  public Connection connect() throws SQLException {
    throw new SQLException(readOnlyFault());
  }

  @Override
  public CheckpointLock checkpointLock() {
    return connection.checkpointLock();
  }

  private static IOException readOnlyFault() {
    return new IOException("the outbox was opened read-only");
  }

  @Override
  public void close(Session session) {
    abandon(session);
  }

  @Override
  public void abandon(Session session) {
    try {
      H2Checkpointer.session(session.connection()).getDatabase().shutdownImmediately();
    } catch (SQLException | RuntimeException e) {
      log.debug("{} was closed by H2 already", path, e);
    }
  }

  @Override
  public OutboxUnavailableException explain(Throwable e) {
    return H2Fault.explained(connection.file(), e);
  }
}
