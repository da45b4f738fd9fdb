package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.store.h2.file.BackupFile;
import io.botfunnel.tracking.internal.store.h2.file.Database;
import io.botfunnel.tracking.internal.store.h2.file.H2Checkpointer;
import io.botfunnel.tracking.internal.store.h2.file.H2File;
import io.botfunnel.tracking.internal.store.h2.file.H2ReadOnlyFile;
import io.botfunnel.tracking.internal.store.h2.jdbc.DurableConnection;
import io.botfunnel.tracking.internal.store.h2.jdbc.H2DataSource;
import io.botfunnel.tracking.internal.store.queue.ConversionSink;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.EventStaging;
import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import io.botfunnel.tracking.internal.store.queue.Purger;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.internal.store.table.FunnelChanges;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine: an H2 file that this process owns alone, one writer for all work, and a
 * memtable that spares the disk. Thread-safe.
 */
public final class H2Engine implements Engine {
  /** Enough to rewrite a file of several gigabytes. */
  private static final Duration WIPED_WITHIN = Duration.ofMinutes(2);

  /** An obstacle is gone by then, or it stays. */
  private static final Duration HINDERED_FOR = Duration.ofSeconds(5);

  private final H2State memory;
  private final H2Writer writer;
  private final H2Lanes lanes;
  private final MemtableFlush flush;
  private final Database file;
  private final Path folder;
  private final H2StagedEvents stagedEvents = new H2StagedEvents();

  /** Opens the file, and creates it if there is none. */
  public H2Engine(Path path, Retention retention, MemtableLimits limits, Clock clock) {
    this(new H2File(path), path, Optional.of(new Purger(retention)), limits, clock);
  }

  private H2Engine(
      Database file, Path path, Optional<Purger> purger, MemtableLimits limits, Clock clock) {
    this.memory = new H2State(limits);
    this.file = file;
    this.folder = path.toAbsolutePath().resolveSibling("");
    this.writer =
        new H2Writer(file, memory, new H2Maintenance(memory, purger, stagedEvents), clock);
    this.lanes = new H2Lanes(writer, memory);
    this.flush = new MemtableFlush(memory);
  }

  /** Opens an existing file for inspection: nothing on disk changes. */
  public static H2Engine openReadOnly(Path path, Clock clock) {
    return new H2Engine(
        new H2ReadOnlyFile(path), path, Optional.empty(), MemtableLimits.here(), clock);
  }

  @Override
  public Lanes lanes() {
    return lanes;
  }

  @Override
  public EntryAppender appender() {
    return lanes.appender();
  }

  @Override
  public EntryEditor editor() {
    return lanes.editor();
  }

  @Override
  public void readStaged(BotName bot, ConversionSink sink) {
    stagedEvents.into(bot, sink);
  }

  @Override
  public EventStaging staging() {
    return new EventStaging(new H2StagingTarget(this, stagedEvents));
  }

  @Override
  public DataSource dataSource() {
    return new H2DataSource(this::connect);
  }

  /** Opens a connection on the writer's thread, the only one that knows when the file is open. */
  private Connection connect() throws SQLException {
    try {
      return Futures.await(writer.submit(this::openConnection));
    } catch (OutboxUnavailableException e) {
      throw new SQLTransientConnectionException(e.getMessage(), e);
    }
  }

  private Connection openConnection(Transaction tx) throws SQLException {
    Connection connection = file.connect();
    tx.onRollback(() -> H2File.close(connection));
    MVStore store = H2Checkpointer.of(tx.session()).store();
    return DurableConnection.of(
        connection,
        this,
        file.checkpointLock(),
        () -> Futures.await(writer.submit(later -> force(later, store))));
  }

  /**
   * Forces what an author has committed to a store. A store that broke in the meantime has lost it,
   * and the one that is open now has never seen it.
   */
  private @Nullable Void force(Transaction tx, MVStore committedTo) throws SQLException {
    if (H2Checkpointer.of(tx.session()).store() != committedTo) {
      throw new OutboxUnavailableException(
          "the outbox failed and was opened again just after the commit. Look whether the"
              + " transaction is there, and repeat it if it is not");
    }
    return stagedEvents.committed(tx);
  }

  @Override
  public <T> CompletableFuture<T> record(TransactionWork<T> work) {
    return writer.submit(work);
  }

  /**
   * Runs work that sees everything recorded so far, if the memtable is small enough to be flushed
   * first.
   */
  @Override
  public <T> CompletableFuture<T> look(TransactionWork<T> work) {
    return writer.submit(
        tx -> {
          flush.few(tx);
          FunnelChanges.of(tx).write(tx.session());
          return work.run(tx);
        });
  }

  @Override
  public <T> CompletableFuture<T> lookAtAll(TransactionWork<T> work) {
    return writer.submit(
        tx -> {
          flush.all(tx);
          return work.run(tx);
        });
  }

  @Override
  public OptionalLong oldestUnflushedAtMs(Topic topic) {
    return Futures.await(writer.submit(tx -> memory.memtable().oldestWaitingAtMs(topic)));
  }

  /** Flushes in steps, since there may be much. */
  @Override
  public void flush(TransactionWork<Set<Long>> lanesMeant) {
    boolean more = true;
    while (more) {
      more =
          Futures.await(
              writer.submit(
                  tx -> {
                    Set<Long> meant = lanesMeant.run(tx);
                    return meant != null && memory.memtable().anyIn(meant) && flush.oldest(tx);
                  }));
    }
  }

  /** Always 0: the file has one owner. */
  @Override
  public int others() {
    return 0;
  }

  @Override
  public void publishVerdict(BotName bot, Supplier<String> verdict) {
    // No other process can read it
  }

  @Override
  public void withdrawVerdict(BotName bot) {
    // It is not stored anywhere
  }

  @Override
  public List<PublishedVerdict> otherVerdicts(BotName bot) {
    return List.of();
  }

  @Override
  public List<String> wipe() {
    List<String> left = new ArrayList<>();
    whyNotWiped().ifPresent(why -> left.add(file.stillHolds(why)));
    left.addAll(file.copiesLeft());
    return left;
  }

  /** Waits until the files are rewritten, but not for long. */
  private Optional<String> whyNotWiped() {
    writer.wiping().await(WIPED_WITHIN, HINDERED_FOR);
    return writer.wiping().obstacle();
  }

  @Override
  public void backup(Path zip, TransactionWork<@Nullable Void> first) {
    Path copy = BackupFile.checked(zip, folder);
    boolean more = true;
    while (more) {
      more = Futures.await(writer.submit(flush::oldest));
    }
    Futures.await(
        writer.submit(
            tx -> {
              tx.mustBeForced();
              return first.run(tx);
            }));
    Futures.await(whyNotWiped().isPresent() ? writer.backupLiveData(copy) : writer.backup(copy));
  }

  @Override
  public void close() {
    writer.close();
  }
}
