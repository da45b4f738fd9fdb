package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counters behind the books: on disk, written in the transaction that changes what they count;
 * in memory, for readers. Written by the writer's thread, read by any thread.
 */
final class CounterCache {
  private final Map<CounterKey, Long> onDisk = new HashMap<>();

  /** Changes of the counters that the next flushes will write to disk. */
  private final Map<CounterKey, Long> unflushed = new HashMap<>();

  private volatile Map<CounterKey, Long> shown = Map.of();

  void load(Session session, List<PendingEntry> unflushedEntries) throws SQLException {
    onDisk.clear();
    onDisk.putAll(CounterTable.all(session));
    unflushed.clear();
    unflushedEntries.forEach(pending -> count(unflushed, pending, 1));
    show();
  }

  /** Counts an entry that was added to the memtable; the disk counts it when it is flushed. */
  void appended(Transaction tx, PendingEntry pending) {
    count(unflushed, pending, 1);
    tx.onRollback(() -> count(unflushed, pending, -1));
  }

  /** Counts an entry that was settled in the memtable and is not flushed yet. */
  void settled(PendingEntry before, PendingEntry after) {
    count(unflushed, before, -1);
    count(unflushed, after, 1);
  }

  /** Counts an entry that is flushed: after the commit, the disk counts it in its state. */
  void flushed(Transaction tx, PendingEntry pending) {
    CounterChanges.of(tx).add(pending.entry().topic(), CounterKey.ACCEPTED, 1);
    CounterChanges.of(tx).add(pending.entry().topic(), pending.state().word(), 1);
    tx.afterCommit(() -> count(unflushed, pending, -1));
  }

  /** Writes the changes of a transaction before it commits. */
  void write(Transaction tx) throws SQLException {
    for (Map.Entry<CounterKey, Long> change : CounterChanges.of(tx).all().entrySet()) {
      CounterTable.add(tx.session(), change.getKey(), change.getValue());
    }
    tx.afterCommit(
        () ->
            CounterChanges.of(tx)
                .all()
                .forEach((counter, n) -> onDisk.merge(counter, n, Long::sum)));
  }

  /** Publishes the current counters, all at once. */
  void show() {
    Map<CounterKey, Long> now = new HashMap<>(onDisk);
    unflushed.forEach((counter, n) -> now.merge(counter, n, Long::sum));
    shown = now;
  }

  Books books(Topic topic) {
    return CounterKey.books(shown, topic);
  }

  private static void count(Map<CounterKey, Long> counts, PendingEntry pending, long n) {
    String topic = pending.entry().topic().name();
    counts.merge(new CounterKey(topic, CounterKey.ACCEPTED), n, Long::sum);
    counts.merge(new CounterKey(topic, pending.state().word()), n, Long::sum);
  }
}
