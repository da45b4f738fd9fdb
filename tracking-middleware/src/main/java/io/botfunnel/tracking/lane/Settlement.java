package io.botfunnel.tracking.lane;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claimed entry.
 *
 * @param entry the claimed one
 * @param fate what happens to it
 * @param reason why, in the operator's words; at most 400 characters are kept
 * @param dueAtMs when it is due again, epoch milliseconds; only for {@link Fate#LATER}, {@link
 *     Fate#HELD} and {@link Fate#QUARANTINED}
 */
public record Settlement(Entry entry, Fate fate, @Nullable String reason, long dueAtMs) {
  /** The ways out of a claim. */
  public enum Fate {
    /** Settled for good: done. */
    DELIVERED(State.DELIVERED),
    /** Settled for good: it had been done before. */
    DUPLICATE(State.DUPLICATE),
    /** Set aside with its reason. */
    REFUSED(State.REFUSED),
    /** Set aside with its reason, until it is tried again. */
    QUARANTINED(State.REFUSED),
    /** Waits again, one attempt older, until it is due. */
    LATER(State.WAITING),
    /** Waits again as if it had never been claimed; nothing is written. */
    HELD(State.WAITING);

    private final State state;

    Fate(State state) {
      this.state = state;
    }

    /** The state that the entry is in afterwards. */
    public State state() {
      return state;
    }
  }

  /** Whether the entry ends with it, and is not tried again unless an operator sends it again. */
  public boolean isFinal() {
    return fate.state() != State.WAITING && fate != Fate.QUARANTINED;
  }

  /** Done. */
  public static Settlement delivered(Entry entry) {
    return new Settlement(entry, Fate.DELIVERED, null, 0);
  }

  /** Done, with something that the operator should see, such as an unmatched bind. */
  public static Settlement delivered(Entry entry, String note) {
    return new Settlement(entry, Fate.DELIVERED, note, 0);
  }

  /** Had been done before. */
  public static Settlement duplicate(Entry entry) {
    return new Settlement(entry, Fate.DUPLICATE, null, 0);
  }

  /** Set aside. */
  public static Settlement refused(Entry entry, String reason) {
    return new Settlement(entry, Fate.REFUSED, reason, 0);
  }

  /** Set aside until it is tried again. */
  public static Settlement quarantined(Entry entry, String reason, long triedAgainAtMs) {
    return new Settlement(entry, Fate.QUARANTINED, reason, triedAgainAtMs);
  }

  /** Tried in vain by its own fault; due again then. */
  public static Settlement later(Entry entry, String reason, long dueAtMs) {
    return new Settlement(entry, Fate.LATER, reason, dueAtMs);
  }

  /** Not its fault: not claimed again before then, and nothing is written. */
  public static Settlement held(Entry entry, long untilMs) {
    return new Settlement(entry, Fate.HELD, null, untilMs);
  }

  /** The same after an attempt in vain; the reason is for listeners alone. */
  public static Settlement held(Entry entry, String reason, long untilMs) {
    return new Settlement(entry, Fate.HELD, reason, untilMs);
  }
}
