package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.lane.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The lanes of one topic that are in this process's hands, in memory: claimed ones, held ones that
 * are not to be claimed before a time, and ready ones, whose next entries were read ahead. A crash
 * forgets them, which makes them due again. Used by the writer's thread alone.
 */
public final class Claims {
  private static final long BY_CLAIMER = Long.MAX_VALUE;

  private final Map<Long, Held> held = new HashMap<>();
  private final Map<Long, Prefetched> ready = new LinkedHashMap<>();

  /**
   * A lane that is not to be claimed.
   *
   * @param entryId its entry that was claimed
   * @param untilMs epoch milliseconds
   * @param ahead what is known of those behind it
   */
  private record Held(long entryId, long untilMs, Prefetched ahead) {
    Held knowing(Prefetched other) {
      return new Held(entryId, untilMs, other);
    }
  }

  /** Claims an entry, with those that are next in its lane as far as they are known. */
  public void claim(Transaction tx, long lane, Entry entry, Prefetched ahead) {
    tx.put(held, lane, new Held(entry.id(), BY_CLAIMER, ahead));
  }

  /** Claims the next entry of a lane that is ready; empty where none is. */
  private Optional<Entry> claimReady(Transaction tx) {
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Long, Prefetched> first = ready.entrySet().iterator().next();
    long lane = first.getKey();
    Prefetched run = first.getValue();
    tx.put(ready, lane, null);
    claim(tx, lane, run.first(), run.behindFirst());
    return Optional.of(run.first());
  }

  /** Claims the next entries of lanes that are ready, until so many are claimed. */
  public void claimReady(Transaction tx, int limit, List<Entry> claimed) {
    while (claimed.size() < limit) {
      Optional<Entry> next = claimReady(tx);
      if (next.isEmpty()) {
        return;
      }
      claimed.add(next.get());
    }
  }

  /** No other lanes are in this process's hands, and what was read ahead of these may be old. */
  public void forgetAllBut(Set<Long> lanes) {
    held.keySet().retainAll(lanes);
    ready.keySet().retainAll(lanes);
  }

  public boolean isClaimed(long lane, Entry entry) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entry.id();
  }

  /** Whether an entry is at its claimer's right now. */
  public boolean isInHand(long lane, long entryId) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entryId && claim.untilMs() == BY_CLAIMER;
  }

  /** An entry that nobody has claimed is gone: neither read ahead nor held any more. */
  public void gone(Transaction tx, long lane, long entryId) {
    Held claim = held.get(lane);
    if (claim != null && claim.entryId() == entryId) {
      release(tx, lane);
    } else if (claim != null) {
      tx.put(held, lane, claim.knowing(Prefetched.NOTHING));
    }
    tx.put(ready, lane, null);
  }

  /** Not to be claimed before then; what was read ahead is forgotten. */
  public void hold(Transaction tx, long lane, Entry entry, long untilMs) {
    tx.put(held, lane, new Held(entry.id(), untilMs, Prefetched.NOTHING));
  }

  public void release(Transaction tx, long lane) {
    tx.put(held, lane, null);
  }

  /** The claimed entry is done, its lane is ready where the next is known; what is known of it. */
  public Prefetched done(Transaction tx, long lane) {
    Held claim = held.get(lane);
    Prefetched ahead = claim == null ? Prefetched.NOTHING : claim.ahead();
    release(tx, lane);
    if (!ahead.isEmpty()) {
      tx.put(ready, lane, ahead);
    }
    return ahead;
  }

  /** An entry waits in the table now, maybe before those that were read ahead. */
  public void waits(Transaction tx, long lane, long id) {
    Held claim = held.get(lane);
    if (claim != null) {
      tx.put(held, lane, claim.knowing(claim.ahead().with(id)));
    }
    Prefetched run = ready.get(lane);
    if (run != null) {
      Prefetched known = run.with(id);
      tx.put(ready, lane, known.isEmpty() ? null : known);
    }
  }

  /** What was read ahead may not be so any more: whoever wants to know has to look. */
  public void forgetReadAhead() {
    held.replaceAll((lane, claim) -> claim.knowing(Prefetched.NOTHING));
    ready.clear();
  }

  public boolean contains(long lane) {
    return held.containsKey(lane) || ready.containsKey(lane);
  }

  public int size() {
    return held.size() + ready.size();
  }

  public boolean anyReady() {
    return !ready.isEmpty();
  }

  /** Lets go of lanes whose time has come, so that they are found again: these. */
  public List<Long> releaseDue(Transaction tx) {
    return letGo(tx, untilMs -> untilMs <= tx.nowMs());
  }

  /** When the next held lane is to be let go. */
  public OptionalLong nextRelease() {
    return held.values().stream()
        .mapToLong(Held::untilMs)
        .filter(untilMs -> untilMs != BY_CLAIMER)
        .min();
  }

  /** Lets go of lanes that are held longer than until then: these. */
  public List<Long> clamp(Transaction tx, long latestMs) {
    return letGo(tx, untilMs -> untilMs != BY_CLAIMER && untilMs > latestMs);
  }

  private List<Long> letGo(Transaction tx, LongPredicate when) {
    List<Long> lanes =
        held.entrySet().stream()
            .filter(lane -> when.test(lane.getValue().untilMs()))
            .map(Map.Entry::getKey)
            .toList();
    lanes.forEach(lane -> release(tx, lane));
    return lanes;
  }
}
