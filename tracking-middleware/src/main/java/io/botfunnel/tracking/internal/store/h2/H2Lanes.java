package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The lanes of a database that this process owns alone. Thread-safe. */
final class H2Lanes implements Lanes {
  private final H2Writer writer;
  private final H2State memory;
  private final MemtableFlush flush;
  private final EntryAppender appender;
  private final H2Claiming claiming;
  private final H2Settling settling;
  private final H2Quarantine quarantine;
  private final EntryEditor editor;

  H2Lanes(H2Writer writer, H2State memory) {
    this.writer = writer;
    this.memory = memory;
    this.flush = new MemtableFlush(memory);
    this.appender = new EntryAppender(new H2AppendTarget(memory, flush));
    this.claiming = new H2Claiming(memory);
    this.editor = new EntryEditor(new H2LaneOwnership(memory, flush));
    this.quarantine = new H2Quarantine(memory, flush, editor);
    this.settling = new H2Settling(memory, flush, quarantine);
  }

  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return writer.submit(tx -> appender.append(tx, entries));
  }

  /** Appends entries within a transaction of the caller's. */
  EntryAppender appender() {
    return appender;
  }

  /** Edits entries within a transaction of the caller's. */
  EntryEditor editor() {
    return editor;
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return writer.submit(tx -> claiming.claim(tx, topic, limit));
  }

  @Override
  public CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit) {
    return writer.submit(tx -> quarantine.claim(tx, topic, latestMs, limit));
  }

  @Override
  public CompletableFuture<Optional<Suspicion>> begin(Entry entry) {
    return writer.submit(tx -> memory.suspects().begin(tx, entry));
  }

  @Override
  public CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion) {
    return writer.submit(
        tx -> {
          quarantine.suspect(tx, entry, suspicion);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> end(Entry entry) {
    return writer.submit(
        tx -> {
          quarantine.end(tx, entry);
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return writer.submit(
        tx -> {
          for (Settlement settlement : settlements) {
            settling.settle(tx, settlement);
          }
          return null;
        });
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return writer.submit(tx -> claiming.nextDue(tx, topic));
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return writer.submit(
        tx -> {
          memory.dueLanes(topic).forgetAll();
          return memory.claims(topic).clamp(tx, latestMs).size()
              + LaneTable.clampDue(tx, topic, latestMs);
        });
  }

  @Override
  public CompletableFuture<Boolean> retry(Topic topic, String key) {
    return writer.submit(
        tx -> {
          KeyHash hash = KeyHash.of(topic, key);
          flush.settled(tx, hash);
          Optional<Long> id = EntryTable.id(tx.session(), hash);
          Optional<EntryRow> row =
              id.isPresent() ? EntryRow.of(tx.session(), id.get()) : Optional.empty();
          return row.isPresent() && editor.retry(tx, row.get()) == EntryEditor.Outcome.CHANGED;
        });
  }

  @Override
  public Books books(Topic topic) {
    return memory.counters().books(topic);
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    writer.onDue(topic, wake);
  }
}
