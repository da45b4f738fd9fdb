package io.botfunnel.tracking.internal.store.queue;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The lanes of one topic that this process holds, in memory. A lane is claimed, held until a time
 * before which it cannot be claimed, or ready: its next entries were read ahead. A crash forgets
 * them, which makes them due again. Used by the writer's thread alone.
 */
public final class Claims {
  private static final long BY_CLAIMER = Long.MAX_VALUE;

  private final Map<Long, Held> held = new HashMap<>();
  private final Map<Long, Prefetched> ready = new LinkedHashMap<>();

  /**
   * A lane that cannot be claimed now.
   *
   * @param entryId the lane's claimed entry
   * @param untilMs epoch milliseconds
   * @param ahead what is known of the entries behind it
   */
  private record Held(long entryId, long untilMs, Prefetched ahead) {
    Held knowing(Prefetched other) {
      return new Held(entryId, untilMs, other);
    }
  }

  /** Claims an entry, and remembers the known next entries of its lane. */
  public void claim(Transaction tx, long lane, Entry entry, Prefetched ahead) {
    tx.put(held, lane, new Held(entry.id(), BY_CLAIMER, ahead));
  }

  /** Claims the next entry of a ready lane; empty if no lane is ready. */
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

  /** Claims the next entries of ready lanes, until {@code limit} are claimed. */
  public void claimReady(Transaction tx, int limit, List<Entry> claimed) {
    while (claimed.size() < limit) {
      Optional<Entry> next = claimReady(tx);
      if (next.isEmpty()) {
        return;
      }
      claimed.add(next.get());
    }
  }

  /** Forgets all other lanes; what was read ahead of the kept ones may be outdated. */
  public void forgetAllBut(Set<Long> lanes) {
    held.keySet().retainAll(lanes);
    ready.keySet().retainAll(lanes);
  }

  public boolean isClaimed(long lane, Entry entry) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entry.id();
  }

  /** Whether the entry is claimed and being processed right now. */
  public boolean isProcessing(long lane, long entryId) {
    Held claim = held.get(lane);
    return claim != null && claim.entryId() == entryId && claim.untilMs() == BY_CLAIMER;
  }

  /** Forgets an unclaimed entry that is gone: it is neither read ahead nor held any more. */
  public void removed(Transaction tx, long lane, long entryId) {
    Held claim = held.get(lane);
    if (claim != null && claim.entryId() == entryId) {
      release(tx, lane);
    } else if (claim != null) {
      tx.put(held, lane, claim.knowing(Prefetched.NOTHING));
    }
    tx.put(ready, lane, null);
  }

  /** Holds the lane until that time, and forgets what was read ahead. */
  public void hold(Transaction tx, long lane, Entry entry, long untilMs) {
    tx.put(held, lane, new Held(entry.id(), untilMs, Prefetched.NOTHING));
  }

  public void release(Transaction tx, long lane) {
    tx.put(held, lane, null);
  }

  /**
   * Ends a claim, and makes the lane ready if its next entry is known. Returns what is known of the
   * lane.
   */
  public Prefetched done(Transaction tx, long lane) {
    Held claim = held.get(lane);
    Prefetched ahead = claim == null ? Prefetched.NOTHING : claim.ahead();
    release(tx, lane);
    if (!ahead.isEmpty()) {
      tx.put(ready, lane, ahead);
    }
    return ahead;
  }

  /** Records that an entry waits in the table now, possibly before those that were read ahead. */
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

  /** Forgets what was read ahead, since it may be outdated; it is read again when needed. */
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

  /** Releases the held lanes whose time has come, so that they are found again; returns them. */
  public List<Long> releaseDue(Transaction tx) {
    return releaseIf(tx, untilMs -> untilMs <= tx.nowMs());
  }

  /** When the next held lane is to be released. */
  public OptionalLong nextRelease() {
    return held.values().stream()
        .mapToLong(Held::untilMs)
        .filter(untilMs -> untilMs != BY_CLAIMER)
        .min();
  }

  /** Releases the lanes that are held beyond that time; returns them. */
  public List<Long> clamp(Transaction tx, long latestMs) {
    return releaseIf(tx, untilMs -> untilMs != BY_CLAIMER && untilMs > latestMs);
  }

  private List<Long> releaseIf(Transaction tx, LongPredicate when) {
    List<Long> lanes =
        held.entrySet().stream()
            .filter(lane -> when.test(lane.getValue().untilMs()))
            .map(Map.Entry::getKey)
            .toList();
    lanes.forEach(lane -> release(tx, lane));
    return lanes;
  }
}
