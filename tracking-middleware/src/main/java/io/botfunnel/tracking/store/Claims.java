package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * The lanes of one topic that are in this process's hands, in memory: claimed ones, held ones that
 * are not to be claimed before a time, and ready ones, whose next entries were read ahead. A crash
 * forgets them, which makes them due again. Used by the writer's thread alone.
 */
final class Claims {
  private static final long BY_CLAIMER = Long.MAX_VALUE;

  private final Map<Long, Held> held = new HashMap<>();
  private final Map<Long, List<Entry>> ready = new LinkedHashMap<>();

  /**
   * A lane that is not to be claimed.
   *
   * @param entryId its entry that was claimed
   * @param untilMs epoch milliseconds
   * @param ahead the next ones, in order
   */
  private record Held(long entryId, long untilMs, List<Entry> ahead) {}

  /** Claims an entry, with those that are next in its lane as far as they are known. */
  void claim(Transaction tx, long lane, Entry entry, List<Entry> ahead) {
    tx.put(held, lane, new Held(entry.id(), BY_CLAIMER, ahead));
  }

  /** Claims the next entry of a lane that is ready; empty where none is. */
  Optional<Entry> claimReady(Transaction tx) {
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Long, List<Entry>> first = ready.entrySet().iterator().next();
    long lane = first.getKey();
    List<Entry> run = first.getValue();
    tx.put(ready, lane, null);
    claim(tx, lane, run.get(0), run.subList(1, run.size()));
    return Optional.of(run.get(0));
  }

  boolean isClaimed(long lane, Entry entry) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entry.id();
  }

  /** Whether an entry is at its claimer's right now. */
  boolean isInHand(long lane, long entryId) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entryId && claim.untilMs() == BY_CLAIMER;
  }

  /** An entry that nobody has claimed is gone: neither read ahead nor held any more. */
  void gone(Transaction tx, long lane, long entryId) {
    Held claim = held.get(lane);
    if (claim != null && claim.entryId() == entryId) {
      release(tx, lane);
    } else if (claim != null) {
      tx.put(held, lane, new Held(claim.entryId(), claim.untilMs(), List.of()));
    }
    tx.put(ready, lane, null);
  }

  /** Not to be claimed before then; what was read ahead is forgotten. */
  void hold(Transaction tx, long lane, Entry entry, long untilMs) {
    tx.put(held, lane, new Held(entry.id(), untilMs, List.of()));
  }

  void release(Transaction tx, long lane) {
    tx.put(held, lane, null);
  }

  /** The claimed entry is done; whether the lane is ready, for its next entry is known. */
  boolean done(Transaction tx, long lane) {
    Held claim = held.get(lane);
    List<Entry> ahead = claim == null ? List.of() : claim.ahead();
    release(tx, lane);
    if (!ahead.isEmpty()) {
      tx.put(ready, lane, ahead);
    }
    return !ahead.isEmpty();
  }

  /** An entry waits in the table now, maybe before those that were read ahead. */
  void waits(Transaction tx, long lane, long id) {
    Held claim = held.get(lane);
    if (claim != null && isBefore(id, claim.ahead())) {
      tx.put(held, lane, new Held(claim.entryId(), claim.untilMs(), List.of()));
    }
    if (isBefore(id, ready.getOrDefault(lane, List.of()))) {
      tx.put(ready, lane, null);
    }
  }

  private static boolean isBefore(long id, List<Entry> ahead) {
    return !ahead.isEmpty() && id < ahead.get(ahead.size() - 1).id();
  }

  boolean contains(long lane) {
    return held.containsKey(lane) || ready.containsKey(lane);
  }

  int size() {
    return held.size() + ready.size();
  }

  boolean anyReady() {
    return !ready.isEmpty();
  }

  /** Lets go of lanes whose time has come, so that they are found again. */
  void releaseDue(Transaction tx) {
    letGo(tx, untilMs -> untilMs <= tx.nowMs());
  }

  /** When the next held lane is to be let go. */
  OptionalLong nextRelease() {
    return held.values().stream()
        .mapToLong(Held::untilMs)
        .filter(untilMs -> untilMs != BY_CLAIMER)
        .min();
  }

  /** Lets go of lanes that are held longer than until then; how many. */
  int clamp(Transaction tx, long latestMs) {
    return letGo(tx, untilMs -> untilMs != BY_CLAIMER && untilMs > latestMs);
  }

  private int letGo(Transaction tx, LongPredicate when) {
    List<Long> lanes =
        held.entrySet().stream()
            .filter(lane -> when.test(lane.getValue().untilMs()))
            .map(Map.Entry::getKey)
            .toList();
    lanes.forEach(lane -> release(tx, lane));
    return lanes.size();
  }
}
