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
 * The lanes of one topic in which arrivals wait. Those behind something that waits in the table are
 * kept apart, so that nobody who looks for work meets them. Used by the writer's thread alone.
 */
final class MemtableLanes {
  private final Map<Long, NavigableMap<Long, PendingEntry>> first = new LinkedHashMap<>();
  private final Map<Long, NavigableMap<Long, PendingEntry>> behind = new HashMap<>();

  /** The first waiting entry of a lane. */
  record Head(long lane, PendingEntry arrival) {}

  void add(PendingEntry arrival) {
    long lane = arrival.laneNo();
    NavigableMap<Long, PendingEntry> queue = behind.get(lane);
    if (queue == null) {
      queue = first.computeIfAbsent(lane, any -> new TreeMap<>());
    }
    queue.put(arrival.entry().id(), arrival);
  }

  void remove(PendingEntry arrival) {
    remove(first, arrival);
    remove(behind, arrival);
  }

  private static void remove(
      Map<Long, NavigableMap<Long, PendingEntry>> lanes, PendingEntry arrival) {
    lanes.computeIfPresent(
        arrival.laneNo(),
        (lane, queue) -> {
          queue.remove(arrival.entry().id());
          return queue.isEmpty() ? null : queue;
        });
  }

  /** All that wait in the lane, in order. */
  List<PendingEntry> of(long lane) {
    NavigableMap<Long, PendingEntry> queue = first.getOrDefault(lane, behind.get(lane));
    return queue == null ? List.of() : List.copyOf(queue.values());
  }

  /** The heads of the lanes that were not put behind, in the order in which they began to wait. */
  Stream<Head> heads() {
    return first.entrySet().stream()
        .map(lane -> new Head(lane.getKey(), lane.getValue().firstEntry().getValue()));
  }

  /** Something in the table waits before the lane's arrivals. */
  void putBehind(long lane) {
    move(lane, first, behind);
  }

  /** Nothing in the table waits in the lane any more. */
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
