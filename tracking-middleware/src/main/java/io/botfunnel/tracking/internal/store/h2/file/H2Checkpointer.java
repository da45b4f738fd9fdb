package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.ZipOutputStream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * Has H2 write what has changed into its file, called by the writer's thread between two of its
 * statements. H2 takes the state of one table after the other: whatever somebody changes meanwhile
 * is written in part, and a kill leaves it so. Left to itself H2 does that at any time, from a
 * thread of its own and from whatever thread changes something once much has changed.
 */
public final class H2Checkpointer {
  /** As a setting in H2's URL: its thread sleeps for a third of it, eight days. */
  static final String NOT_BY_ITSELF = ";WRITE_DELAY=" + Integer.MAX_VALUE;

  private static final int BY_ITSELF_MS = 500;
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * An author's statement that takes longer is not waited for: a kill may tear its transaction. It
   * is not waited for either where much has changed, and not long where the device is waited for.
   */
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(3);

  /**
   * H2 believes that so much less has changed, from our first statement on, and so leaves the
   * writing to us. A migration, which is before, it writes as it likes.
   */
  private static final int HIDDEN_BYTES = 1 << 28;

  private final MVStore store;
  private final CheckpointLock gate;
  private final int muchBytes;
  private long lastNanos = System.nanoTime();

  public H2Checkpointer(Connection connection, CheckpointLock gate) throws SQLException {
    this.store = storeOf(connection);
    this.gate = gate;
    this.muchBytes = store.getAutoCommitMemory() / 4 * 3;
  }

  /** What the session has. */
  public static H2Checkpointer of(Session session) {
    return ((H2Dialect) session.dialect()).storing();
  }

  /** H2's tables as they are kept, behind a connection. */
  static MVStore storeOf(Connection connection) throws SQLException {
    return session(connection).getDatabase().getStore().getMvStore();
  }

  /** H2's own, behind a connection. */
  public static SessionLocal session(Connection connection) throws SQLException {
    return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
  }

  public MVStore store() {
    return store;
  }

  /**
   * What the file says of its last checkpoint; empty in one that an older version wrote.
   *
   * @throws SQLException if it cannot be read, as when an interrupt has closed the file
   */
  Optional<CheckpointNumber> checkpoint() throws SQLException {
    return asked(() -> CheckpointNumber.of(store));
  }

  /**
   * Puts the next one, which is written with the next store.
   *
   * @throws SQLException as above
   */
  void checkpoint(CheckpointNumber next) throws SQLException {
    asked(
        () -> {
          next.put(store);
          return next;
        });
  }

  /**
   * Copies what the file has.
   *
   * @throws SQLException if it cannot be read, as when an interrupt has closed the file
   */
  static void copy(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
    MVStore store = storeOf(connection);
    try {
      store.getFileStore().backup(zip);
    } catch (MVStoreException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  private static <T> T asked(Supplier<T> question) throws SQLException {
    try {
      return question.get();
    } catch (MVStoreException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  /**
   * Between two transactions: stores where it is time to. What is committed then is safe from a
   * kill soon after, and not yet from a power cut.
   *
   * @throws SQLException if it cannot be written, now or the last time
   */
  void whereDue() throws SQLException {
    long waitedNanos = System.nanoTime() - lastNanos;
    if (waitedNanos > EVERY_NANOS) {
      storeUnless(waitedNanos < LATEST_NANOS);
    }
    whereMuch();
  }

  /**
   * Between two statements: stores where much has changed, which is in memory until then.
   *
   * @throws SQLException as above
   */
  void whereMuch() throws SQLException {
    if (changedBytes() > muchBytes) {
      storeUnless(false);
    }
    hide();
  }

  /**
   * Between two transactions: stores.
   *
   * @throws SQLException as above
   */
  void now() throws SQLException {
    apart(gate.closedSoon(), store::commit);
  }

  private void storeUnless(boolean othersAreWithin) throws SQLException {
    boolean closed = gate.closedAtOnce();
    if (closed || !othersAreWithin) {
      apart(closed, this::write);
    }
  }

  private void write() {
    // While chunks are copied about, no store begins: a copy may take long
    long version = changedBytes() > 2 * muchBytes ? store.commit() : store.tryCommit();
    if (version >= 0) {
      lastNanos = System.nanoTime();
    }
  }

  /**
   * Returns once all that is committed is on the device.
   *
   * @throws SQLException if it could not be written
   */
  public void force() throws SQLException {
    // An interrupt would have H2 not wait
    Thread.interrupted();
    apart(gate.closedSoon(), this::writeAndWait);
  }

  private void writeAndWait() {
    store.commit();
    // Before the operation, H2 waits for what it is still writing from earlier
    store.executeFilestoreOperation(store.getFileStore()::sync);
    lastNanos = System.nanoTime();
  }

  /**
   * Moves some of the file's content forward into free room, and cuts off what is free at its end.
   *
   * @param percent of the file that is used: where it is more, nothing is moved
   * @throws SQLException if it could not be written
   */
  void moveForward(int percent, long bytes) throws SQLException {
    RandomAccessStore file = (RandomAccessStore) store.getFileStore();
    apart(gate.closedSoon(), () -> file.compactMoveChunks(percent, bytes, store));
  }

  /**
   * Between two transactions: writes what lives, and nothing else, into another file.
   *
   * @throws SQLException if it could not be written
   */
  void writeAnew(Path copy) throws SQLException {
    apart(gate.closedSoon(), () -> H2Rewriting.write(store, copy));
  }

  /** Lets H2 store by itself again: for authors whose connections stay open after ours. */
  void leaveItToH2() {
    show();
    store.setAutoCommitDelay(BY_ITSELF_MS);
  }

  private void apart(boolean closed, Runnable work) throws SQLException {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw new SQLException(e.getMessage(), e);
    } finally {
      hide();
      if (closed) {
        gate.open();
      }
    }
  }

  /** What has changed in memory, as H2 estimates it: its count is not exact. */
  private int changedBytes() {
    int counted = store.getUnsavedMemory();
    return isHidden(counted) ? counted + HIDDEN_BYTES : counted;
  }

  private static boolean isHidden(int counted) {
    return counted < -HIDDEN_BYTES / 2;
  }

  /** H2 forgets it with each store. */
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
