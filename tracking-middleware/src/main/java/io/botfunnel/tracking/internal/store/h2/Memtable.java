package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.wal.WalBatch;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
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
 * What was appended and is not filed yet: on disk in the journal, and in memory with all that is
 * asked of it. Most entries are delivered while they are here, and so are written once where they
 * stay, in bulk, with their end. Used by the writer's thread alone.
 */
final class Memtable {
  private final MemtableLimits room;
  private final NavigableMap<Long, PendingEntry> byId = new TreeMap<>();
  private final Map<KeyHash, Long> byKey = new HashMap<>();
  private final Map<Topic, MemtableLanes> waiting = new HashMap<>();
  private final Set<Long> settled = new LinkedHashSet<>();
  private long chars;

  Memtable(MemtableLimits room) {
    this.room = room;
  }

  /** Begins anew with what the journal has; what is known of the end of one of them is kept. */
  void load(Collection<PendingEntry> journal) {
    Map<Long, PendingEntry> known = new HashMap<>(byId);
    clear();
    journal.forEach(arrived -> keep(known.getOrDefault(arrived.entry().id(), arrived)));
  }

  /** What the journal has to tell of those that are here. */
  List<WalRecord> told() {
    return byId.values().stream().<WalRecord>map(WalRecord.Arrived::new).toList();
  }

  /** Adds one, and has the journal tell of it. */
  void add(Transaction tx, PendingEntry arrival) {
    keep(arrival);
    WalBatch.of(tx).force(new WalRecord.Arrived(arrival));
    tx.onRollback(() -> drop(arrival.entry().id()));
  }

  /** The one of this key; null where none arrived. */
  @Nullable PendingEntry of(KeyHash key) {
    Long id = byKey.get(key);
    return id == null ? null : of(id.longValue());
  }

  boolean contains(Entry entry) {
    return byId.containsKey(entry.id());
  }

  /** The one of this id, if it waits; null otherwise. */
  @Nullable PendingEntry waiting(long id) {
    PendingEntry arrival = byId.get(id);
    return arrival != null && arrival.waits() ? arrival : null;
  }

  /**
   * Ends its waiting, if it waits, in memory: the disk is told when it is filed. A crash before
   * that makes it wait again.
   */
  void settle(
      Transaction tx, CounterCache tallies, Entry entry, State state, @Nullable String reason) {
    PendingEntry before = of(entry.id());
    if (before.waits()) {
      PendingEntry after = before.settled(state, reason, tx.nowMs());
      replace(after);
      tallies.settled(before, after);
    }
  }

  /** The lanes in which they wait. */
  MemtableLanes lanes(Topic topic) {
    return waiting.computeIfAbsent(topic, any -> new MemtableLanes());
  }

  /** Those that settled, at most {@code limit}. */
  List<PendingEntry> settled(int limit) {
    return settled.stream().limit(limit).map(this::of).toList();
  }

  List<PendingEntry> all() {
    return List.copyOf(byId.values());
  }

  /** The oldest up to this id, at most {@code limit}. */
  List<PendingEntry> upTo(long lastId, int limit) {
    // A view up to there would count all that it holds before it gave the first.
    return byId.values().stream()
        .takeWhile(arrival -> arrival.entry().id() <= lastId)
        .limit(limit)
        .toList();
  }

  /** Takes filed ones out. */
  void remove(Transaction tx, List<PendingEntry> filed) {
    filed.forEach(arrival -> drop(arrival.entry().id()));
    tx.onRollback(() -> filed.forEach(this::keep));
  }

  /** Whether any is in one of these lanes, settled or not. */
  boolean anyIn(Set<Long> lanes) {
    return byId.values().stream().anyMatch(arrival -> lanes.contains(arrival.laneNo()));
  }

  int size() {
    return byId.size();
  }

  /** When the one that has waited longest was appended, epoch milliseconds; empty if none waits. */
  OptionalLong oldestWaitingAtMs(Topic topic) {
    return byId.values().stream()
        .filter(arrival -> arrival.waits() && arrival.entry().topic().equals(topic))
        .mapToLong(arrival -> arrival.entry().appendedAtMs())
        .findFirst();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Whether some have to be filed before another one is added. */
  boolean full() {
    return byId.size() >= room.arrivals() || chars >= room.chars();
  }

  /** How many have settled. */
  int settled() {
    return settled.size();
  }

  /** The highest id; 0 where none is here. */
  long lastId() {
    return byId.isEmpty() ? 0 : byId.lastKey();
  }

  /** When the oldest was appended, epoch milliseconds. */
  long oldestAtMs() {
    return byId.firstEntry().getValue().entry().appendedAtMs();
  }

  private PendingEntry of(long id) {
    PendingEntry arrival = byId.get(id);
    if (arrival == null) {
      throw new IllegalStateException("entry " + id + " is not among the arrivals");
    }
    return arrival;
  }

  private void keep(PendingEntry arrival) {
    Entry entry = arrival.entry();
    byId.put(entry.id(), arrival);
    byKey.put(KeyHash.of(entry.topic(), entry.key()), entry.id());
    chars += entry.body().length();
    enlist(arrival);
  }

  private void drop(long id) {
    PendingEntry arrival = of(id);
    Entry entry = arrival.entry();
    byId.remove(id);
    byKey.remove(KeyHash.of(entry.topic(), entry.key()));
    chars -= entry.body().length();
    strike(arrival);
  }

  private void replace(PendingEntry arrival) {
    strike(of(arrival.entry().id()));
    byId.put(arrival.entry().id(), arrival);
    enlist(arrival);
  }

  private void enlist(PendingEntry arrival) {
    if (arrival.waits()) {
      lanes(arrival.entry().topic()).add(arrival);
    } else {
      settled.add(arrival.entry().id());
    }
  }

  private void strike(PendingEntry arrival) {
    if (arrival.waits()) {
      lanes(arrival.entry().topic()).remove(arrival);
    } else {
      settled.remove(arrival.entry().id());
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
