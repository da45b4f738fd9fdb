package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was appended and is not filed yet: on disk in the journal, and in memory with all that is
 * asked of it. Most entries are delivered while they are here, and so are written once where they
 * stay, in bulk, with their end. Used by the writer's thread alone.
 */
final class Arrivals {
  /** Bounds memory, the time of a filing, and what is read after a crash. */
  private static final int MOST = 4_000;

  private static final int MOST_CHARS = 4_000_000;

  private final NavigableMap<Long, Arrival> byId = new TreeMap<>();
  private final Map<Hash, Long> byKey = new HashMap<>();
  private final Map<Topic, Map<Long, NavigableMap<Long, Arrival>>> waiting = new HashMap<>();
  private long chars;
  private int settled;

  /** Begins anew with what the journal has; what is known of the end of one of them is kept. */
  void load(List<JournalRecord> journal) {
    Map<Long, Arrival> known = new HashMap<>(byId);
    clear();
    for (JournalRecord read : journal) {
      if (read instanceof JournalRecord.Arrived arrived) {
        long id = arrived.arrival().entry().id();
        keep(known.getOrDefault(id, arrived.arrival()));
      } else if (read instanceof JournalRecord.Attempted attempted) {
        replace(of(attempted.id()).attempted(attempted.attempts()));
      }
    }
  }

  /** Adds one, and has the journal tell of it. */
  void add(Transaction tx, Arrival arrival) {
    keep(arrival);
    tx.journal(new JournalRecord.Arrived(arrival));
    tx.onRollback(() -> drop(arrival.entry().id()));
  }

  /** The fingerprint of a key that arrived; null where it did not. */
  @Nullable String fingerprint(Hash key) {
    Long id = byKey.get(key);
    return id == null ? null : of(id).fingerprint();
  }

  boolean contains(Entry entry) {
    return byId.containsKey(entry.id());
  }

  /** Counts an attempt, and has the journal tell of it. */
  void countAttempt(Transaction tx, Entry entry) {
    Arrival before = of(entry.id());
    replace(before.attempted(entry.attempts() + 1));
    tx.journal(new JournalRecord.Attempted(entry.id(), entry.attempts() + 1));
    tx.onRollback(() -> replace(before));
  }

  /**
   * Ends its waiting, if it waits, in memory: the disk is told when it is filed. A crash before
   * that makes it wait again.
   */
  void settle(Transaction tx, Tallies tallies, Entry entry, State state, @Nullable String reason) {
    Arrival before = of(entry.id());
    if (before.waits()) {
      Arrival after = before.settled(state, reason, tx.nowMs());
      replace(after);
      tallies.settled(before, after);
    }
  }

  /** The first waiting entry of a lane. */
  record Head(long lane, Entry entry) {}

  /** The heads of the topic's lanes, in the order in which the lanes began to wait. */
  Stream<Head> heads(Topic topic) {
    return lanes(topic).entrySet().stream()
        .map(lane -> new Head(lane.getKey(), lane.getValue().firstEntry().getValue().entry()));
  }

  /** Those that settled, oldest first; at most {@code limit}. */
  List<Arrival> settled(int limit) {
    return settled == 0
        ? List.of()
        : byId.values().stream().filter(arrival -> !arrival.waits()).limit(limit).toList();
  }

  List<Arrival> all() {
    return List.copyOf(byId.values());
  }

  /** All up to this id. */
  List<Arrival> upTo(long lastId) {
    return List.copyOf(byId.headMap(lastId, true).values());
  }

  /** Takes filed ones out. */
  void remove(Transaction tx, List<Arrival> filed) {
    filed.forEach(arrival -> drop(arrival.entry().id()));
    tx.onRollback(() -> filed.forEach(this::keep));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Whether it is time to file them whatever else there is to do. */
  boolean full() {
    return byId.size() >= MOST || chars >= MOST_CHARS;
  }

  boolean anySettled() {
    return settled > 0;
  }

  /** The highest id; 0 where none is here. */
  long lastId() {
    return byId.isEmpty() ? 0 : byId.lastKey();
  }

  /** When the oldest was appended, epoch milliseconds. */
  long oldestAtMs() {
    return byId.firstEntry().getValue().entry().appendedAtMs();
  }

  private Arrival of(long id) {
    Arrival arrival = byId.get(id);
    if (arrival == null) {
      throw new IllegalStateException("entry " + id + " is not among the arrivals");
    }
    return arrival;
  }

  private void keep(Arrival arrival) {
    Entry entry = arrival.entry();
    byId.put(entry.id(), arrival);
    byKey.put(Hash.of(entry.topic(), entry.key()), entry.id());
    chars += entry.body().length();
    enlist(arrival);
  }

  private void drop(long id) {
    Arrival arrival = of(id);
    Entry entry = arrival.entry();
    byId.remove(id);
    byKey.remove(Hash.of(entry.topic(), entry.key()));
    chars -= entry.body().length();
    strike(arrival);
  }

  private void replace(Arrival arrival) {
    strike(of(arrival.entry().id()));
    byId.put(arrival.entry().id(), arrival);
    enlist(arrival);
  }

  private void enlist(Arrival arrival) {
    if (arrival.waits()) {
      lanes(arrival.entry().topic())
          .computeIfAbsent(arrival.laneNo(), any -> new TreeMap<>())
          .put(arrival.entry().id(), arrival);
    } else {
      settled++;
    }
  }

  private void strike(Arrival arrival) {
    if (arrival.waits()) {
      Map<Long, NavigableMap<Long, Arrival>> lanes = lanes(arrival.entry().topic());
      lanes.computeIfPresent(
          arrival.laneNo(),
          (lane, queue) -> {
            queue.remove(arrival.entry().id());
            return queue.isEmpty() ? null : queue;
          });
    } else {
      settled--;
    }
  }

  private Map<Long, NavigableMap<Long, Arrival>> lanes(Topic topic) {
    return waiting.computeIfAbsent(topic, any -> new LinkedHashMap<>());
  }

  private void clear() {
    byId.clear();
    byKey.clear();
    waiting.clear();
    chars = 0;
    settled = 0;
  }
}
