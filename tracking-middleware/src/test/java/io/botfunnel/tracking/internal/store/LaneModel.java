package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.outbox.State;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One lane of the {@link LanesModel}: who waits in it, when it is due, and whether it may be
 * claimed.
 *
 * <pre>
 *   append ──▶ waiting ──claim──▶ claimed ──settle──▶ delivered, duplicate, refused
 *                ▲  ▲              │   │                                      │
 *                │  └─ LATER: due then │                                      │
 *                │  ┌─ HELD: not before then                                  │
 *                └──┴────────────────────────── retry ────────────────────┘
 *   waiting and not claimed, or refused ──erase──▶ erased
 * </pre>
 */
final class LaneModel {
  /** An entry, as far as its promises go. */
  static final class Waiter {
    final int order;
    final String key;
    final long appendedAtMs;
    State state = State.WAITING;
    int attempts;

    Waiter(int order, String key, long appendedAtMs) {
      this.order = order;
      this.key = key;
      this.appendedAtMs = appendedAtMs;
    }
  }

  private final TreeSet<Waiter> waiting = new TreeSet<>(Comparator.comparingInt(it -> it.order));
  private @Nullable Waiter claimed;
  private OptionalLong heldUntilMs = OptionalLong.empty();
  private long dueAtMs;

  void append(Waiter entry, long nowMs) {
    if (waiting.isEmpty()) {
      dueAtMs = nowMs;
    }
    waiting.add(entry);
  }

  /** In its old place. */
  void retry(Waiter entry, long nowMs) {
    entry.state = State.WAITING;
    entry.attempts = 0;
    append(entry, nowMs);
  }

  /** False if it is claimed. Where it was the front, the next one is due. */
  boolean erase(Waiter entry, long nowMs) {
    if (claimed == entry) {
      return false;
    }
    if (waiting.first() == entry) {
      dueAtMs = nowMs;
      heldUntilMs = OptionalLong.empty();
    }
    waiting.remove(entry);
    entry.state = State.ERASED;
    return true;
  }

  /** The earliest of those that wait. */
  Optional<Waiter> front() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
  }

  boolean isClaimable(long nowMs) {
    return isFree(nowMs) && dueAtMs <= nowMs;
  }

  private boolean isFree(long nowMs) {
    return !waiting.isEmpty() && claimed == null && heldUntilMs.orElse(nowMs) <= nowMs;
  }

  Waiter claim() {
    heldUntilMs = OptionalLong.empty();
    claimed = waiting.first();
    return claimed;
  }

  void settle(Waiter entry, State state, long nowMs) {
    entry.state = state;
    waiting.remove(entry);
    claimed = null;
    dueAtMs = nowMs;
  }

  void later(long dueAtMs) {
    this.dueAtMs = dueAtMs;
    claimed = null;
  }

  void hold(long untilMs) {
    heldUntilMs = OptionalLong.of(untilMs);
    claimed = null;
  }

  /** How many waits were cut short, of two that a lane may have. */
  int clamp(long latestMs, long nowMs) {
    int cut = 0;
    if (heldUntilMs.orElse(latestMs) > latestMs) {
      heldUntilMs = OptionalLong.empty();
      cut++;
    }
    if (!waiting.isEmpty() && dueAtMs > latestMs) {
      dueAtMs = nowMs;
      cut++;
    }
    return cut;
  }

  void loseClaim() {
    claimed = null;
    heldUntilMs = OptionalLong.empty();
  }

  /** When it may be claimed; empty where nothing waits or it is claimed. */
  OptionalLong nextDue() {
    if (waiting.isEmpty() || claimed != null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(heldUntilMs.orElse(dueAtMs));
  }
}
