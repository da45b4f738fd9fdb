package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.h2.file.Database;
import io.botfunnel.tracking.internal.store.h2.file.ErasedMark;
import io.botfunnel.tracking.internal.store.h2.file.Wiping;
import io.botfunnel.tracking.internal.store.sql.CommitTarget;
import io.botfunnel.tracking.internal.store.sql.GroupCommitter;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.table.FunnelChanges;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of an H2 file: its group commits go to the write-ahead log, and while no work
 * waits, it runs maintenance.
 *
 * <p>Only the thread of its {@link GroupCommitter} touches the database, also for reads, because a
 * caller's interrupt would close H2's file for all. Thread-safe.
 */
final class H2Writer implements CommitTarget, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(H2Writer.class);

  /**
   * How long to wait for work while the database is broken; the next caller retries it, not
   * maintenance.
   */
  private static final long WHILE_BROKEN_MS = 500;

  /** Under constant load, maintenance runs after this many groups. */
  private static final int MOST_WITHOUT_MAINTENANCE = 1_000;

  private final H2Database database;
  private final H2State memory;
  private final H2Maintenance maintenance;
  private final Wiping wiping = new Wiping();
  private final Map<Topic, Runnable> wakes = new ConcurrentHashMap<>();
  private final GroupCommitter committer;
  private int groupsSinceMaintenance;

  /** Opens the database, so that a fault shows at start and not at the first hook. */
  H2Writer(Database database, H2State memory, H2Maintenance maintenance, Clock clock) {
    this.database = new H2Database(database, memory);
    this.memory = memory;
    this.maintenance = maintenance;
    this.committer = new GroupCommitter("botfunnel-store", this, this::wake, clock);
    committer.start(this::findErased);
  }

  /** Checks for data erased before a crash, which may still be in the file. */
  private @Nullable Void findErased(Transaction tx) throws SQLException {
    if (ErasedMark.isIn(tx.session())) {
      wiping.want();
    }
    return null;
  }

  /**
   * Submits work. The future completes once the work is committed, and forced if it asked for that.
   */
  <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    return committer.submit(work);
  }

  /**
   * Registers a callback, run on the writer's thread after something new may be due in the topic.
   */
  void onDue(Topic topic, Runnable wake) {
    wakes.put(topic, wake);
  }

  @Override
  public long patienceMs() {
    return committer.isWorking() ? maintenance.patienceMs(committer.nowMs()) : WHILE_BROKEN_MS;
  }

  @Override
  public void beforeGroup(boolean idle) {
    if (idle) {
      maintain();
      return;
    }
    if (++groupsSinceMaintenance > MOST_WITHOUT_MAINTENANCE) {
      maintain();
    }
    if (maintenance.isTooLong(database.wal())) {
      truncateWal();
    }
  }

  private void maintain() {
    groupsSinceMaintenance = 0;
    database.checkpoint();
    if (!committer.isWorking()) {
      return;
    }
    if (maintenance.isDue(committer.nowMs())) {
      committer.commitAlone(maintenance::step);
    } else if (database.wal().isEmpty()) {
      database.compact();
    } else if (maintenance.isMemtableEmpty()) {
      truncateWal();
    }
  }

  private void truncateWal() {
    committer.commitAlone(this::truncateWal);
  }

  @Override
  public void afterGroup() {
    if (wiping.isDue()) {
      wipe();
    }
  }

  @Override
  public void beforeEnd() {
    committer.commitAlone(maintenance::flushAll);
    truncateWal();
    if (wiping.isWanted()) {
      wipe();
    }
  }

  @Override
  public void release() {
    database.close(committer.isWorking());
  }

  /** Rewrites the files without erased data, unless something stands in the way now. */
  private void wipe() {
    Optional<String> obstacle = database.obstacle();
    if (obstacle.isPresent()) {
      wiping.hindered(obstacle.get());
      return;
    }
    wiping.begins();
    truncateWal();
    try {
      database.rewrite();
    } catch (SQLException | IOException | RuntimeException e) {
      log.warn("the outbox's file still holds erased data: it could not be rewritten", e);
      wiping.failed("it could not be rewritten (%s); it is tried again".formatted(e));
      return;
    }
    committer.commitAlone(this::wiped);
  }

  private @Nullable Void wiped(Transaction tx) throws SQLException {
    ErasedMark.remove(tx.session());
    tx.mustBeForced();
    tx.afterCommit(wiping::done);
    return null;
  }

  /** The removal of erased data from the files. */
  Wiping wiping() {
    return wiping;
  }

  /** Forces the database, and then removes flushed entries from the write-ahead log. */
  @Nullable Void truncateWal(Transaction tx) throws SQLException {
    tx.mustBeForced();
    memory.suspects().writeRows(tx);
    tx.afterCommit(database::truncateWal);
    return null;
  }

  /**
   * Copies the forced data on a thread of its own, since a caller's interrupt would harm the file.
   */
  CompletableFuture<Void> backup(Path copy) {
    return besides(
        () -> {
          OwnerOnlyFiles.create(copy);
          database.backup(copy);
        });
  }

  /** Copies live data only, for a backup while the file still holds erased data. */
  CompletableFuture<Void> backupLiveData(Path copy) {
    return besides(
        () -> {
          Path whole = Path.of(copy + ".part");
          OwnerOnlyFiles.create(copy);
          OwnerOnlyFiles.create(whole);
          try {
            Futures.<@Nullable Void>await(submit(tx -> rewrittenTo(tx, whole)));
            database.zip(whole, copy);
          } finally {
            Files.delete(whole);
          }
        });
  }

  private @Nullable Void rewrittenTo(Transaction tx, Path whole) throws SQLException {
    database.rewriteTo(tx.session(), whole);
    return null;
  }

  /** Work that runs beside the writer. */
  private interface Beside {
    void run() throws SQLException, IOException;
  }

  private CompletableFuture<Void> besides(Beside work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException | SQLException e) {
            throw database.explain(e);
          }
        },
        each -> new Thread(each, "botfunnel-backup").start());
  }

  @Override
  public void requireReady() throws IOException {
    database.requireFreeSpace();
  }

  @Override
  public Transaction begin() throws SQLException, IOException {
    return new Transaction(database.session(), committer.nowMs(), memory.lastId());
  }

  @Override
  public void commit(Transaction tx) throws SQLException, IOException {
    memory.counters().write(tx);
    FunnelChanges.of(tx).write(tx.session());
    if (tx.erases()) {
      ErasedMark.set(tx.session());
      tx.afterCommit(wiping::want);
    }
    database.commit(tx);
    tx.afterCommit(memory.counters()::show);
  }

  private void wake(Set<Topic> due) {
    for (Topic topic : due) {
      Runnable wake = wakes.get(topic);
      if (wake != null) {
        wake.run();
      }
    }
  }

  /** A bad piece of work must not fail the others; a broken database fails all of them. */
  @Override
  public Recovery recover(Throwable fault, int attempt) {
    boolean isolates = database.rollBack(fault) && !(fault instanceof IOException);
    return isolates ? Recovery.ISOLATE : Recovery.FAIL_ALL;
  }

  @Override
  public OutboxUnavailableException explain(Throwable fault) {
    return database.explain(fault);
  }

  @Override
  public void close() {
    committer.close();
  }
}
