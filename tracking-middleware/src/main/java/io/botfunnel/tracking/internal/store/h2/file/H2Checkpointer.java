package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipOutputStream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * Makes H2 write changes into its file, on the writer's thread and between two of its statements.
 * H2 writes the state of one table after the other. What others change meanwhile is written in
 * part, and a kill leaves it so. Left alone, H2 writes at any time: from its own thread, and from
 * any thread that makes a change once much has changed.
 */
public final class H2Checkpointer {
  /** A setting in H2's URL that stops its own thread: it sleeps for a third of it, eight days. */
  static final String NO_AUTO_COMMIT = ";WRITE_DELAY=" + Integer.MAX_VALUE;

  private static final int AUTO_COMMIT_MS = 500;
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * The longest that a checkpoint is put off for an author's statement: after it, a kill may tear
   * that statement's transaction. When much has changed, a checkpoint does not wait at all, and
   * only briefly when it must reach the device.
   */
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(3);

  /**
   * Subtracted from H2's count of changed bytes, from our first statement on, so that H2 leaves the
   * writing to us. During a migration, which comes earlier, H2 writes as it likes.
   */
  private static final int HIDDEN_BYTES = 1 << 28;

  private final MVStore store;
  private final CheckpointLock lock;
  private final int muchBytes;
  private long lastNanos = System.nanoTime();

  public H2Checkpointer(Connection connection, CheckpointLock lock) throws SQLException {
    this.store = storeOf(connection);
    this.lock = lock;
    this.muchBytes = store.getAutoCommitMemory() / 4 * 3;
  }

  /** The checkpointer of a session. */
  public static H2Checkpointer of(Session session) {
    return ((H2Dialect) session.dialect()).checkpointer();
  }

  /** The store of H2's tables behind a connection. */
  static MVStore storeOf(Connection connection) throws SQLException {
    return session(connection).getDatabase().getStore().getMvStore();
  }

  /** H2's own session behind a connection. */
  public static SessionLocal session(Connection connection) throws SQLException {
    return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
  }

  public MVStore store() {
    return store;
  }

  /**
   * The last checkpoint according to the file; empty in a file that an older version wrote.
   *
   * @throws SQLException if it cannot be read, for example because an interrupt closed the file
   */
  Optional<CheckpointNumber> lastCheckpoint() throws SQLException {
    return translating(() -> CheckpointNumber.of(store));
  }

  /**
   * Sets the next checkpoint number, which H2 writes with the next checkpoint.
   *
   * @throws SQLException if the file cannot be used, for example because an interrupt closed it
   */
  void setNextCheckpoint(CheckpointNumber next) throws SQLException {
    translating(
        () -> {
          next.put(store);
          return next;
        });
  }

  /**
   * Copies the content of the file.
   *
   * @throws SQLException if it cannot be read, for example because an interrupt closed the file
   */
  static void copy(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
    MVStore store = storeOf(connection);
    translating(
        () -> {
          store.getFileStore().backup(zip);
          return zip;
        });
  }

  /** A call of H2's store. */
  private interface StoreCall<T, E extends Exception> {
    T run() throws E;
  }

  /** Calls H2's store below SQL; whatever it throws means that the file cannot be used. */
  private static <T, E extends Exception> T translating(StoreCall<T, E> call)
      throws SQLException, E {
    try {
      return call.run();
    } catch (RuntimeException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  /**
   * Writes a checkpoint if one is due; called between two transactions. Committed data then
   * survives a kill soon after, but not yet a power cut.
   *
   * @throws SQLException if it cannot be written, now or the last time
   */
  void checkpointIfDue() throws SQLException {
    long waitedNanos = System.nanoTime() - lastNanos;
    if (waitedNanos > EVERY_NANOS) {
      checkpointUnless(waitedNanos < LATEST_NANOS);
    }
    checkpointIfLarge();
  }

  /**
   * Writes a checkpoint if much has changed, since changes stay in memory until then; called
   * between two statements.
   *
   * @throws SQLException if it cannot be written, now or the last time
   */
  void checkpointIfLarge() throws SQLException {
    if (changedBytes() > muchBytes) {
      checkpointUnless(false);
    }
    hide();
  }

  /**
   * Writes a checkpoint now; called between two transactions.
   *
   * @throws SQLException if it cannot be written, now or the last time
   */
  void checkpointNow() throws SQLException {
    runExclusively(lock.tryLockBriefly(), store::commit);
  }

  private void checkpointUnless(boolean statementsAreRunning) throws SQLException {
    boolean locked = lock.tryLock();
    if (locked || !statementsAreRunning) {
      runExclusively(locked, this::write);
    }
  }

  private void write() {
    // No checkpoint begins while chunks are compacted, which may take long
    long version = changedBytes() > 2 * muchBytes ? store.commit() : store.tryCommit();
    if (version >= 0) {
      lastNanos = System.nanoTime();
    }
  }

  /**
   * Writes a checkpoint and returns once all committed data is on the device.
   *
   * @throws SQLException if it cannot be written
   */
  public void force() throws SQLException {
    // After an interrupt, H2 would not wait
    Thread.interrupted();
    runExclusively(lock.tryLockBriefly(), this::writeAndWait);
  }

  private void writeAndWait() {
    store.commit();
    // Before the operation, H2 waits for its earlier writes
    store.executeFilestoreOperation(store.getFileStore()::sync);
    lastNanos = System.nanoTime();
  }

  /**
   * Moves some of the file's content forward into free space, and cuts off the free space at its
   * end.
   *
   * @param percent the used part of the file, in percent, above which nothing is moved
   * @param bytes how much is moved at most
   * @throws SQLException if it cannot be written
   */
  void moveForward(int percent, long bytes) throws SQLException {
    RandomAccessStore file = (RandomAccessStore) store.getFileStore();
    runExclusively(lock.tryLockBriefly(), () -> file.compactMoveChunks(percent, bytes, store));
  }

  /**
   * Writes live data only into another file; called between two transactions.
   *
   * @throws SQLException if it cannot be written
   */
  void rewriteTo(Path copy) throws SQLException {
    runExclusively(lock.tryLockBriefly(), () -> H2Rewriting.write(store, copy));
  }

  /** Lets H2 write automatically again, for authors whose connections stay open after ours. */
  void restoreAutoCommit() {
    show();
    store.setAutoCommitDelay(AUTO_COMMIT_MS);
  }

  private void runExclusively(boolean locked, Runnable work) throws SQLException {
    try {
      translating(
          () -> {
            work.run();
            return work;
          });
    } finally {
      hide();
      if (locked) {
        lock.unlock();
      }
    }
  }

  /** The size of changes in memory, as H2 estimates it: its count is not exact. */
  private int changedBytes() {
    int counted = store.getUnsavedMemory();
    return isHidden(counted) ? counted + HIDDEN_BYTES : counted;
  }

  private static boolean isHidden(int counted) {
    return counted < -HIDDEN_BYTES / 2;
  }

  /** Lowers H2's count, which H2 resets with each checkpoint. */
  private void hide() {
    if (!isHidden(store.getUnsavedMemory())) {
      store.registerUnsavedMemory(-HIDDEN_BYTES);
    }
  }

  private void show() {
    if (isHidden(store.getUnsavedMemory())) {
      store.registerUnsavedMemory(HIDDEN_BYTES);
    }
  }
}
