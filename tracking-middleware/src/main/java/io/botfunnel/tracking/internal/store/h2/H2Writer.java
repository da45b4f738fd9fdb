package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.h2.file.Database;
import io.botfunnel.tracking.internal.store.h2.file.ErasedMark;
import io.botfunnel.tracking.internal.store.h2.file.Wiping;
import io.botfunnel.tracking.internal.store.sql.Futures;
import io.botfunnel.tracking.internal.store.sql.PendingWork;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.sql.WorkQueue;
import io.botfunnel.tracking.internal.store.table.FunnelChanges;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: it runs the waiting work of many callers in one transaction, forces it to the
 * device once, and then completes all of them. This group commit is what makes durable appends
 * fast. While no work waits, it runs maintenance.
 *
 * <p>Only its thread touches the database, also for reads, because a caller's interrupt would close
 * H2's file for all. Thread-safe.
 */
final class H2Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(H2Writer.class);

  /**
   * Bounds the duration of a transaction; a group this large already spreads the cost of one sync.
   */
  private static final int LARGEST_GROUP = 1_000;

  /**
   * How long to wait for work while the database is broken; the next caller retries it, not
   * maintenance.
   */
  private static final long WHILE_BROKEN_MS = 500;

  /** Under constant load, maintenance runs after this many groups. */
  private static final int MOST_WITHOUT_UPKEEP = 1_000;

  private final H2Database database;
  private final H2State memory;
  private final H2Maintenance upkeep;
  private final Clock clock;
  private final Wiping wiping = new Wiping();
  private final WorkQueue queue = new WorkQueue();
  private final Map<Topic, Runnable> wakes = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "botfunnel-store");
  private int groupsSinceUpkeep;

  /** Opens the database, so that a fault shows at start and not at the first hook. */
  H2Writer(Database database, H2State memory, H2Maintenance upkeep, Clock clock) {
    this.database = new H2Database(database, memory, clock);
    this.memory = memory;
    this.upkeep = upkeep;
    this.clock = clock;
    thread.setDaemon(true);
    thread.start();
    try {
      Futures.<@Nullable Void>of(submit(this::look));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Checks for data erased before a crash, which may still be in the file. */
  private @Nullable Void look(Transaction tx) throws SQLException {
    if (ErasedMark.isIn(tx.session())) {
      wiping.want();
    }
    return null;
  }

  /**
   * Submits work. The future completes once the work is committed, and forced if it asked for that.
   */
  <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    return queue.submit(work);
  }

  /**
   * Registers a callback, run on the writer's thread after something new may be due in the topic.
   */
  void onDue(Topic topic, Runnable wake) {
    wakes.put(topic, wake);
  }

  private void run() {
    List<PendingWork<?>> group = new ArrayList<>();
    try {
      while (takeGroup(group)) {
        perform(group);
        group.clear();
        if (wiping.isDue()) {
          wipe();
        }
      }
      perform(group);
      perform(List.of(new PendingWork<>(upkeep::fileAll)));
      shortenJournal();
      if (wiping.isWanted()) {
        wipe();
      }
    } finally {
      queue.end(group);
      database.close();
    }
  }

  /** Fills the group with waiting work; false after the end of the queue. */
  private boolean takeGroup(List<PendingWork<?>> group) {
    PendingWork<?> first = queue.next(patienceMs());
    if (first == null) {
      keepUp();
      return true;
    }
    if (++groupsSinceUpkeep > MOST_WITHOUT_UPKEEP) {
      keepUp();
    }
    if (upkeep.isTooLong(database.journal())) {
      shortenJournal();
    }
    return queue.fill(group, first, LARGEST_GROUP);
  }

  private long patienceMs() {
    return database.working() ? upkeep.patienceMs(clock.millis()) : WHILE_BROKEN_MS;
  }

  private void keepUp() {
    groupsSinceUpkeep = 0;
    database.store();
    if (!database.working()) {
      return;
    }
    if (upkeep.isDue(clock.millis())) {
      perform(List.of(new PendingWork<>(upkeep::step)));
    } else if (database.journal().isEmpty()) {
      database.compact();
    } else if (upkeep.allFiled()) {
      shortenJournal();
    }
  }

  private void shortenJournal() {
    perform(List.of(new PendingWork<>(this::shortenJournal)));
  }

  /** Rewrites the files without erased data, unless something stands in the way now. */
  private void wipe() {
    Optional<String> obstacle = database.obstacle();
    if (obstacle.isPresent()) {
      wiping.hindered(obstacle.get());
      return;
    }
    wiping.begins();
    shortenJournal();
    try {
      database.rewrite();
    } catch (SQLException | IOException | RuntimeException e) {
      log.warn("what was erased is not gone from the outbox's file yet", e);
      wiping.failed("it could not be written anew (%s); it is tried again".formatted(e));
      return;
    }
    perform(List.of(new PendingWork<>(this::wiped)));
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
  @Nullable Void shortenJournal(Transaction tx) throws SQLException {
    tx.mustBeForced();
    memory.suspects().keep(tx);
    tx.afterCommit(database::shortenJournal);
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
  CompletableFuture<Void> backupAnew(Path copy) {
    return besides(
        () -> {
          Path whole = Path.of(copy + ".part");
          OwnerOnlyFiles.create(copy);
          OwnerOnlyFiles.create(whole);
          try {
            Futures.<@Nullable Void>of(submit(tx -> rewrittenTo(tx, whole)));
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

  private void perform(List<PendingWork<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      database.requireRoom();
    } catch (IOException e) {
      fail(group, e);
      return;
    }
    try {
      wake(commit(group));
      group.forEach(PendingWork::complete);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      recover(group, e);
    }
  }

  private Set<Topic> commit(List<PendingWork<?>> group) throws SQLException, IOException {
    Transaction tx = new Transaction(database.session(), clock.millis(), memory.lastId());
    try {
      for (PendingWork<?> job : group) {
        job.run(tx);
      }
      memory.tallies().write(tx);
      FunnelChanges.of(tx).write(tx.session());
      if (tx.erases()) {
        ErasedMark.set(tx.session());
        tx.afterCommit(wiping::want);
      }
      database.commit(tx);
    } catch (SQLException | IOException | RuntimeException | Error e) {
      tx.rolledBack();
      throw e;
    }
    tx.committed();
    memory.tallies().show();
    database.works();
    return tx.due();
  }

  private void wake(Set<Topic> due) {
    for (Topic topic : due) {
      Runnable wake = wakes.get(topic);
      if (wake != null) {
        wake.run();
      }
    }
  }

  private void fail(List<PendingWork<?>> group, Throwable e) {
    OutboxUnavailableException unavailable = database.explain(e);
    database.fails(unavailable);
    group.forEach(job -> job.fail(unavailable));
  }

  /** Isolates a failed job, which must not fail the others; a broken database fails all of them. */
  private void recover(List<PendingWork<?>> group, Throwable e) {
    if (!database.rolledBack(e) || e instanceof IOException) {
      fail(group, e);
    } else if (group.size() == 1) {
      group.get(0).fail(e instanceof SQLException ? database.explain(e) : e);
    } else {
      group.forEach(job -> perform(List.of(job)));
    }
  }

  @Override
  public void close() {
    queue.close();
    WorkQueue.join(thread);
  }
}
