package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.disk.FreeDiskSpace;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.h2.wal.CheckpointNumber;
import io.botfunnel.tracking.internal.store.h2.wal.ChunkSums;
import io.botfunnel.tracking.internal.store.h2.wal.Mark;
import io.botfunnel.tracking.internal.store.h2.wal.MarkFile;
import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import io.botfunnel.tracking.internal.store.table.MoveMark;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.State;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in one H2 file and its write-ahead log, readable by their owner only. A file that
 * cannot be read stays as it is; a new one is never created silently.
 *
 * <p>H2's commit alone is not durable: {@link H2Checkpointer} writes committed data, and forces it
 * on request. {@code RETENTION_TIME} keeps its default. With a lower value, a crash can overwrite
 * data that an older version of the file still needs.
 */
public final class H2File implements Database {
  private static final Logger log = LoggerFactory.getLogger(H2File.class);

  private static final String OTHERS =
      "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()";

  /**
   * Saving the mark costs checksums and a forced write, so it is rare for data that is on the
   * device anyway.
   */
  private static final long BETWEEN_SAVES_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Moved within a few hundredths of a second. */
  private static final long MOVED_AT_ONCE = 8L << 20;

  private final Path path;
  private final H2Connection connection;
  private final Path file;
  private final H2Compaction compaction;
  private final MarkFile mark;
  private final WriteAheadLog wal;
  private final FreeDiskSpace freeSpace;

  /** Set while a backup copies the file, which must not be replaced meanwhile. */
  private volatile boolean backingUp;

  private long savedNanos = System.nanoTime();

  private @Nullable H2ChunkCompactor compactor;

  /**
   * Prepares an outbox without opening it.
   *
   * @param path the file without H2's {@code .mv.db}
   */
  public H2File(Path path) {
    this.path = path.toAbsolutePath().normalize();
    this.connection = new H2Connection(this.path);
    this.file = connection.file();
    this.freeSpace = new FreeDiskSpace(file);
    this.compaction = new H2Compaction(file, freeSpace);
    this.mark = new MarkFile(this.path);
    this.wal = new WriteAheadLog(this.path, mark);
  }

  @Override
  public Session open() {
    try {
      Session session = openSound();
      admit(session);
      clearLeftovers();
      Session small = compact(session) ? connection.open() : session;
      startCompactor(small);
      return small;
    } catch (IOException | SQLException | RuntimeException e) {
      throw explain(e);
    }
  }

  /** Opens the file for a move, whether or not it was moved before. */
  public Session openAlone() {
    try {
      Session session = openSound();
      beginMark(session);
      // Rows may be large: a batch need not be in memory as a whole before it is read
      session.execute("SET LAZY_QUERY_EXECUTION TRUE");
      return session;
    } catch (IOException | SQLException | RuntimeException e) {
      throw explain(e);
    }
  }

  private Session openSound() throws IOException, SQLException {
    PlainFiles.require(path);
    makeIfAbsent();
    requireWritable();
    Integrity found = H2Precheck.require(path);
    Session session = connection.openChecked();
    OwnerOnlyFiles.restrict(file);
    if (found.mark() != null) {
      wal.continueAfter(found.mark().wal());
    } else if (found.checkpoint() != null) {
      log.warn(
          "{} has no {} beside it, as after a restored backup or a copy: whether this is its newest"
              + " state cannot be told. From now on it can",
          file,
          mark.file().getFileName());
    }
    return session;
  }

  /**
   * Forces the file and saves its current state in the mark. Data that a killed process wrote may
   * not be on the device yet.
   */
  private void beginMark(Session session) throws SQLException, IOException {
    force(session, false);
    CheckpointNumber checkpoint = H2Checkpointer.of(session).lastCheckpoint().orElseThrow();
    wal.continueAfter(WalPosition.at(checkpoint.flushed(), checkpoint.flushedId()));
    Map<CounterKey, Long> counters = CounterTable.all(session);
    mark.save(
        new Mark(
            checkpoint.outbox(),
            checkpoint.number(),
            wal.position(),
            total(counters, CounterKey.ACCEPTED),
            total(counters, State.WAITING.word())),
        ChunkSums.of(H2Checkpointer.of(session).store(), ChunkSums.none()));
  }

  private static long total(Map<CounterKey, Long> counters, String counted) {
    return counters.entrySet().stream()
        .filter(each -> each.getKey().name().equals(counted))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void admit(Session session) throws SQLException {
    try {
      if (MoveMark.admit(session, path.toString())) {
        force(session, false);
      }
      session.commit();
    } catch (SQLException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private void startCompactor(Session session) throws SQLException, IOException {
    try {
      beginMark(session);
      compactor = new H2ChunkCompactor(H2Checkpointer.of(session).store());
    } catch (IOException | SQLException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** Removes leftovers; called once the file is ours, since another process may use them before. */
  private void clearLeftovers() {
    try {
      compaction.clear();
    } catch (IOException | RuntimeException e) {
      log.warn("{}.compact could not be removed: {}", file, RootCause.of(e));
    }
  }

  private void makeIfAbsent() throws IOException, SQLException {
    Integrity.requireNotGone(path);
    if (!Files.exists(file)) {
      new NewH2File(path).make();
      log.info("created a new outbox in {}", file);
    } else if (Files.isRegularFile(file) && Files.size(file) == 0) {
      log.warn("{} was empty: a new outbox is made in its place", file);
      new NewH2File(path).make();
    }
  }

  /**
   * Checks for write access, without which H2 would open the file read-only and fail at the first
   * hook.
   */
  private void requireWritable() throws IOException {
    if (!Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }

  @Override
  public void requireFreeSpace() throws IOException {
    freeSpace.require();
  }

  @Override
  public WriteAheadLog wal() {
    return wal;
  }

  @Override
  public void checkpoint(Session session) throws SQLException {
    H2Checkpointer.of(session).checkpointIfDue();
  }

  /**
   * Writes two checkpoints and forces once. H2 knows the space that a checkpoint freed only with
   * the next one, and whether compaction pays is decided after this.
   */
  @Override
  public void force(Session session, boolean allFlushed) throws SQLException {
    H2Checkpointer checkpointer = H2Checkpointer.of(session);
    CheckpointNumber before = checkpointer.lastCheckpoint().orElseGet(CheckpointNumber::first);
    CheckpointNumber next = allFlushed ? before.next(wal.position()) : before.next();
    checkpointer.checkpointNow();
    session.update("UPDATE counter SET n = n + 1 WHERE topic = '' AND name = 'forced'");
    session.commit();
    checkpointer.setNextCheckpoint(next);
    checkpointer.force();
    mark.checkpointed(next.number());
  }

  @Override
  public boolean compact(Session session) {
    if (backingUp || !compactionPays(session) || othersIn(session) > 0) {
      moveSome(session);
      return false;
    }
    try {
      stopCompactor();
      session.close();
      compaction.run();
    } catch (IOException | SQLException | RuntimeException e) {
      log.warn("{} could not be compacted: {}", file, RootCause.of(e));
    }
    return true;
  }

  private void moveSome(Session session) {
    if (!compaction.isScattered()) {
      return;
    }
    try {
      H2Checkpointer.of(session).moveForward(H2Compaction.PERCENT_USED, MOVED_AT_ONCE);
    } catch (SQLException e) {
      log.warn("{} could not be compacted: {}", file, RootCause.of(e));
    }
  }

  private void stopCompactor() {
    if (compactor != null) {
      compactor.close();
      compactor = null;
    }
  }

  @Override
  public void backup(Path copy) throws SQLException, IOException {
    backingUp = true;
    try (Connection besides = connection.connect();
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(copy))) {
      H2Checkpointer.copy(besides, zip);
    } finally {
      backingUp = false;
    }
  }

  @Override
  public Optional<String> obstacle(Session session) {
    long others = othersIn(session);
    if (others > 0) {
      return Optional.of(
          "%,d connections of Tracking.dataSource() are open: it is rewritten once they are closed, at the latest at the next start"
              .formatted(others));
    }
    if (backingUp) {
      return Optional.of("it is being copied for a backup, and is rewritten after that");
    }
    return hasFreeSpace(session)
        ? Optional.empty()
        : Optional.of("the disk has no space for a second one: it is rewritten once there is some");
  }

  /** The message for an operator if the file could not be rewritten. */
  @Override
  public String stillHolds(String why) {
    return "%s still holds bytes of what was erased: %s".formatted(file, why);
  }

  /** Copies of the outbox beside it that belong to the operator. */
  @Override
  public List<String> copiesLeft() {
    List<String> left = new ArrayList<>();
    String pattern = path.getFileName() + ".*damaged*";
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(Objects.requireNonNull(path.getParent()), pattern)) {
      copies.forEach(
          copy ->
              left.add(
                  "%s is a copy that a repair kept: delete it once it is of no use"
                      .formatted(copy)));
    } catch (IOException e) {
      log.debug("{} cannot be listed", path.getParent(), e);
    }
    return left;
  }

  private boolean hasFreeSpace(Session session) {
    try {
      return compaction.hasFreeSpace(session);
    } catch (IOException | SQLException e) {
      log.debug("{} could not be measured", file, e);
      return true;
    }
  }

  @Override
  public void rewrite(Session session) throws IOException, SQLException {
    long began = System.nanoTime();
    stopCompactor();
    try {
      Path copy = compaction.prepared();
      try (session) {
        H2Checkpointer.of(session).rewriteTo(copy);
      }
      compaction.moveIntoPlace(copy);
    } finally {
      compaction.clear();
    }
    log.info(
        "rewrote {} without erased data in {} ms",
        file,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  @Override
  public void rewriteTo(Session session, Path copy) throws SQLException {
    H2Checkpointer.of(session).rewriteTo(copy);
  }

  @Override
  public void zip(Path whole, Path zip) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
      Files.copy(whole, out);
      out.closeEntry();
    }
  }

  private boolean compactionPays(Session session) {
    try {
      return compaction.pays(session);
    } catch (IOException | SQLException | RuntimeException e) {
      log.debug("{} could not be measured", file, e);
      return false;
    }
  }

  /** Opens a connection for an author, while the file is open. */
  @Override
  public Connection connect() throws SQLException {
    return connection.connect();
  }

  @Override
  public void walTruncated(Session session) {
    if (System.nanoTime() - savedNanos < BETWEEN_SAVES_NANOS) {
      return;
    }
    savedNanos = System.nanoTime();
    try {
      Map<CounterKey, Long> counters = CounterTable.all(session);
      saveMark(
          H2Checkpointer.of(session).store(),
          total(counters, CounterKey.ACCEPTED),
          total(counters, State.WAITING.word()));
    } catch (SQLException e) {
      log.debug("{} was not updated", mark.file(), e);
    }
  }

  private void saveMark(MVStore store, long accepted, long waiting) {
    Mark now = mark.mark();
    try {
      if (now != null) {
        mark.save(now.counted(accepted, waiting), ChunkSums.of(store, mark.sums()));
      }
    } catch (IOException | RuntimeException e) {
      log.debug("{} was not updated", mark.file(), e);
    }
  }

  /** Saves the mark once more, since H2 also writes while it closes. */
  private void saveMarkOfClosed() {
    Mark now = mark.mark();
    if (now == null) {
      return;
    }
    try (MVStore store = RawStore.reading(file)) {
      saveMark(store, now.accepted(), now.waiting());
    } catch (RuntimeException e) {
      log.debug("{} was not updated", mark.file(), e);
    }
  }

  /** The lock for what authors do by their connections. */
  @Override
  public CheckpointLock checkpointLock() {
    return connection.checkpointLock();
  }

  /**
   * The number of authors' connections: while there are any, the file stays open and in its place.
   */
  private static long othersIn(Session session) {
    try {
      return session.first(OTHERS, row -> row.getLong(1)).orElseThrow();
    } catch (SQLException e) {
      log.debug("H2 does not say who is connected", e);
      return 0;
    }
  }

  /** Closes a connection that was not passed on to an author. */
  public static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("a connection was gone", e);
    }
  }

  @Override
  public void close(Session session) {
    stopCompactor();
    long others = othersIn(session);
    if (others > 0) {
      log.warn(
          "{} connections of Tracking.dataSource() are still open: {} is in use until they are"
              + " closed. Close the pool before tracking",
          others,
          file);
      H2Checkpointer.of(session).restoreAutoCommit();
    }
    try {
      session.close();
      if (others == 0) {
        saveMarkOfClosed();
      }
    } catch (SQLException e) {
      log.warn("the outbox {} did not close cleanly: {}", file, RootCause.of(e));
    }
    mark.close();
  }

  @Override
  public void abandon(Session session) {
    stopCompactor();
    try {
      shutDownWithoutWrite(session);
    } catch (SQLException | RuntimeException e) {
      log.debug("{} was closed by H2 already", file, e);
    }
    mark.close();
  }

  /**
   * Shuts down without a write: after a failed write, H2's count of versions in use may be wrong,
   * and a statement would hang.
   */
  private static void shutDownWithoutWrite(Session session) throws SQLException {
    H2Checkpointer.session(session.connection()).getDatabase().shutdownImmediately();
  }

  @Override
  public OutboxUnavailableException explain(Throwable e) {
    return H2Fault.explained(file, e);
  }
}
