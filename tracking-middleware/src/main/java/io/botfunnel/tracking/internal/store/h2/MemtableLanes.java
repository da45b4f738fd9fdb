package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.table.PendingEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The lanes of one topic that have waiting entries in the memtable. Lanes that also wait in the
 * table are kept apart, so that a claim does not meet them. Used by the writer's thread alone.
 */
final class MemtableLanes {
  private final Map<Long, NavigableMap<Long, PendingEntry>> first = new LinkedHashMap<>();
  private final Map<Long, NavigableMap<Long, PendingEntry>> behind = new HashMap<>();

  /** The first waiting entry of a lane. */
  record Head(long lane, PendingEntry pending) {}

  void add(PendingEntry pending) {
    long lane = pending.laneNo();
    NavigableMap<Long, PendingEntry> queue = behind.get(lane);
    if (queue == null) {
      queue = first.computeIfAbsent(lane, any -> new TreeMap<>());
    }
    queue.put(pending.entry().id(), pending);
  }

  void remove(PendingEntry pending) {
    remove(first, pending);
    remove(behind, pending);
  }

  private static void remove(
      Map<Long, NavigableMap<Long, PendingEntry>> lanes, PendingEntry pending) {
    lanes.computeIfPresent(
        pending.laneNo(),
        (lane, queue) -> {
          queue.remove(pending.entry().id());
          return queue.isEmpty() ? null : queue;
        });
  }

  /** All waiting entries of the lane, in order. */
  List<PendingEntry> of(long lane) {
    NavigableMap<Long, PendingEntry> queue = first.getOrDefault(lane, behind.get(lane));
    return queue == null ? List.of() : List.copyOf(queue.values());
  }

  /** The heads of the lanes that were not put behind, in the order in which they began to wait. */
  Stream<Head> heads() {
    return first.entrySet().stream()
        .map(lane -> new Head(lane.getKey(), lane.getValue().firstEntry().getValue()));
  }

  /** Puts a lane behind, since an entry in the table waits before its entries here. */
  void putBehind(long lane) {
    move(lane, first, behind);
  }

  /** Makes a lane available, since no entry of it waits in the table any more. */
  void putFirst(long lane) {
    move(lane, behind, first);
  }

  private static void move(
      long lane,
      Map<Long, NavigableMap<Long, PendingEntry>> from,
      Map<Long, NavigableMap<Long, PendingEntry>> to) {
    NavigableMap<Long, PendingEntry> queue = from.remove(lane);
    if (queue != null) {
      to.put(lane, queue);
    }
  }
}
