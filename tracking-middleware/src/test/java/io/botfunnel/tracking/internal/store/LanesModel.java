package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.internal.lane.Appended;
import io.botfunnel.tracking.internal.lane.NewEntry;
import io.botfunnel.tracking.internal.lane.Settlement.Result;
import io.botfunnel.tracking.internal.store.LaneModel.Waiter;
import io.botfunnel.tracking.operations.BulkResult;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lanes promise, in memory and as plainly as it can be said: no table, no index, no
 * transaction. The real ones are compared with it after every action.
 */
final class LanesModel {
  private record Known(NewEntry entry, Waiter waiter) {}

  private final Map<String, Known> byKey = new LinkedHashMap<>();
  private final Map<String, LaneModel> lanes = new LinkedHashMap<>();
  private int appended;

  Appended append(NewEntry entry, long nowMs) {
    Known known = byKey.get(entry.key());
    if (known != null) {
      boolean same = known.entry.fingerprint().equals(entry.fingerprint());
      return same ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    Waiter waiter = new Waiter(appended++, entry.key(), nowMs);
    byKey.put(entry.key(), new Known(entry, waiter));
    laneOf(entry).append(waiter, nowMs);
    return Appended.QUEUED;
  }

  /** What may be claimed: the front of each lane that is due and free. */
  Set<String> claimable(long nowMs) {
    return lanes.values().stream()
        .filter(lane -> lane.isClaimable(nowMs))
        .flatMap(lane -> lane.front().stream())
        .map(front -> front.key)
        .collect(Collectors.toSet());
  }

  Waiter claim(String key) {
    return laneOf(entry(key)).claim();
  }

  void settle(String key, Result result, int attemptsWhenClaimed, long dueAtMs, long nowMs) {
    Waiter entry = waiter(key);
    LaneModel lane = laneOf(entry(key));
    switch (result) {
      case DELIVERED, DUPLICATE, REFUSED, QUARANTINED -> lane.settle(entry, result.state(), nowMs);
      case HELD -> lane.hold(dueAtMs);
      case LATER -> {
        entry.attempts = attemptsWhenClaimed + 1;
        lane.later(dueAtMs);
      }
    }
  }

  boolean retry(String key, long nowMs) {
    Known known = byKey.get(key);
    if (known == null || known.waiter.state != State.REFUSED) {
      return false;
    }
    laneOf(known.entry).retry(known.waiter, nowMs);
    return true;
  }

  BulkResult erase(String key, long nowMs) {
    Known known = byKey.get(key);
    if (known == null) {
      return new BulkResult(0, 0, null);
    }
    if (known.waiter.state == State.WAITING) {
      boolean erased = laneOf(known.entry).erase(known.waiter, nowMs);
      return erased ? new BulkResult(1, 0, null) : new BulkResult(0, 1, null);
    }
    boolean refused = known.waiter.state == State.REFUSED;
    known.waiter.state = refused ? State.ERASED : known.waiter.state;
    return new BulkResult(refused ? 1 : 0, 0, null);
  }

  int clampDue(long latestMs, long nowMs) {
    return lanes.values().stream().mapToInt(lane -> lane.clamp(latestMs, nowMs)).sum();
  }

  /** A crash or a restart: whoever was claimed or held is free again. */
  void loseClaims() {
    lanes.values().forEach(LaneModel::loseClaim);
  }

  OptionalLong nextDue() {
    return lanes.values().stream().flatMapToLong(lane -> lane.nextDue().stream()).min();
  }

  Books books() {
    return new Books(
        appended,
        count(State.WAITING),
        count(State.DELIVERED),
        count(State.DUPLICATE),
        count(State.REFUSED),
        count(State.ERASED));
  }

  NewEntry entry(String key) {
    return known(key).entry;
  }

  Waiter waiter(String key) {
    return known(key).waiter;
  }

  private Known known(String key) {
    return Optional.ofNullable(byKey.get(key)).orElseThrow(() -> new AssertionError(key));
  }

  private long count(State state) {
    return byKey.values().stream().filter(it -> it.waiter.state == state).count();
  }

  private LaneModel laneOf(NewEntry entry) {
    return lanes.computeIfAbsent(entry.lane(), any -> new LaneModel());
  }
}
