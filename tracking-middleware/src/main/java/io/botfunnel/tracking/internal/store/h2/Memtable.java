package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.h2.wal.WalBatch;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries that were appended and are not flushed yet: on disk in the write-ahead log, and in memory
 * with their indexes. Most entries are delivered while they are here, so the tables get them once,
 * in bulk, in their final state. Used by the writer's thread alone.
 */
final class Memtable {
  private final MemtableLimits limits;
  private final NavigableMap<Long, PendingEntry> byId = new TreeMap<>();
  private final Map<KeyHash, Long> byKey = new HashMap<>();
  private final Map<Topic, MemtableLanes> waiting = new HashMap<>();
  private final Set<Long> settled = new LinkedHashSet<>();
  private long chars;

  Memtable(MemtableLimits limits) {
    this.limits = limits;
  }

  /**
   * Replaces the content with the entries of the write-ahead log; an end that is already known of
   * one of them is kept.
   */
  void load(Collection<PendingEntry> unflushed) {
    Map<Long, PendingEntry> known = new HashMap<>(byId);
    clear();
    unflushed.forEach(pending -> keep(known.getOrDefault(pending.entry().id(), pending)));
  }

  /** The records of the write-ahead log that the memtable still needs. */
  List<WalRecord> records() {
    return byId.values().stream().<WalRecord>map(WalRecord.AppendedEntry::new).toList();
  }

  /** Adds an entry and its record to the write-ahead log. */
  void add(Transaction tx, PendingEntry pending) {
    keep(pending);
    WalBatch.of(tx).addForced(new WalRecord.AppendedEntry(pending));
    tx.onRollback(() -> drop(pending.entry().id()));
  }

  /** The entry of this key; null if it is not here. */
  @Nullable PendingEntry of(KeyHash key) {
    Long id = byKey.get(key);
    return id == null ? null : of(id.longValue());
  }

  boolean contains(Entry entry) {
    return byId.containsKey(entry.id());
  }

  /** The entry of this id, if it waits; null otherwise. */
  @Nullable PendingEntry waiting(long id) {
    PendingEntry pending = byId.get(id);
    return pending != null && pending.waits() ? pending : null;
  }

  /**
   * Settles a waiting entry in memory; the flush writes that to disk. After a crash before the
   * flush, it waits again.
   */
  void settle(
      Transaction tx, CounterCache counters, Entry entry, State state, @Nullable String reason) {
    PendingEntry before = of(entry.id());
    if (before.waits()) {
      PendingEntry after = before.settled(state, reason, tx.nowMs());
      replace(after);
      counters.settled(before, after);
    }
  }

  /** The lanes in which entries of a topic wait. */
  MemtableLanes lanes(Topic topic) {
    return waiting.computeIfAbsent(topic, any -> new MemtableLanes());
  }

  /** The settled entries, at most {@code limit}. */
  List<PendingEntry> settled(int limit) {
    return settled.stream().limit(limit).map(this::of).toList();
  }

  List<PendingEntry> all() {
    return List.copyOf(byId.values());
  }

  /** The oldest entries up to this id, at most {@code limit}. */
  List<PendingEntry> upTo(long lastId, int limit) {
    // A submap view would count all its entries before it returned the first.
    return byId.values().stream()
        .takeWhile(pending -> pending.entry().id() <= lastId)
        .limit(limit)
        .toList();
  }

  /** Removes flushed entries. */
  void remove(Transaction tx, List<PendingEntry> flushed) {
    flushed.forEach(pending -> drop(pending.entry().id()));
    tx.onRollback(() -> flushed.forEach(this::keep));
  }

  /** Whether any entry, settled or not, is in one of these lanes. */
  boolean anyIn(Set<Long> lanes) {
    return byId.values().stream().anyMatch(pending -> lanes.contains(pending.laneNo()));
  }

  int size() {
    return byId.size();
  }

  /**
   * When the entry that has waited longest was appended, epoch milliseconds; empty if none waits.
   */
  OptionalLong oldestWaitingAtMs(Topic topic) {
    return byId.values().stream()
        .filter(pending -> pending.waits() && pending.entry().topic().equals(topic))
        .mapToLong(pending -> pending.entry().appendedAtMs())
        .findFirst();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Whether entries must be flushed before another one is added. */
  boolean full() {
    return byId.size() >= limits.entries() || chars >= limits.chars();
  }

  /** The number of settled entries. */
  int settled() {
    return settled.size();
  }

  /** The highest id; 0 if the memtable is empty. */
  long lastId() {
    return byId.isEmpty() ? 0 : byId.lastKey();
  }

  /** When the oldest entry was appended, epoch milliseconds. */
  long oldestAtMs() {
    return byId.firstEntry().getValue().entry().appendedAtMs();
  }

  private PendingEntry of(long id) {
    PendingEntry pending = byId.get(id);
    if (pending == null) {
      throw new IllegalStateException("entry " + id + " is not in the memtable");
    }
    return pending;
  }

  private void keep(PendingEntry pending) {
    Entry entry = pending.entry();
    byId.put(entry.id(), pending);
    byKey.put(KeyHash.of(entry.topic(), entry.key()), entry.id());
    chars += entry.body().length();
    index(pending);
  }

  private void drop(long id) {
    PendingEntry pending = of(id);
    Entry entry = pending.entry();
    byId.remove(id);
    byKey.remove(KeyHash.of(entry.topic(), entry.key()));
    chars -= entry.body().length();
    unindex(pending);
  }

  private void replace(PendingEntry pending) {
    unindex(of(pending.entry().id()));
    byId.put(pending.entry().id(), pending);
    index(pending);
  }

  private void index(PendingEntry pending) {
    if (pending.waits()) {
      lanes(pending.entry().topic()).add(pending);
    } else {
      settled.add(pending.entry().id());
    }
  }

  private void unindex(PendingEntry pending) {
    if (pending.waits()) {
      lanes(pending.entry().topic()).remove(pending);
    } else {
      settled.remove(pending.entry().id());
    }
  }

  private void clear() {
    byId.clear();
    byKey.clear();
    waiting.clear();
    settled.clear();
    chars = 0;
  }
}
