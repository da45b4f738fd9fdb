package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.outbox.State;
import org.jspecify.annotations.Nullable;

/**
 * The result of a claimed entry. Immutable.
 *
 * @param entry the claimed entry
 * @param result what happens to it
 * @param reason the reason, worded for the operator, or null; at most 400 characters are kept
 * @param dueAtMs when it is due again, epoch milliseconds; used for {@link Result#LATER}, {@link
 *     Result#HELD} and {@link Result#QUARANTINED} only
 */
public record Settlement(Entry entry, Result result, @Nullable String reason, long dueAtMs) {
  /** The possible outcomes of a claim. */
  public enum Result {
    /** Final: processed. */
    DELIVERED(State.DELIVERED),
    /** Final: it had been processed before. */
    DUPLICATE(State.DUPLICATE),
    /** Final: moved to the dead-letter queue with its reason. */
    REFUSED(State.REFUSED),
    /** Refused with its reason until it is tried again. */
    QUARANTINED(State.REFUSED),
    /** Waits again with one more attempt, until it is due. */
    LATER(State.WAITING),
    /** Waits again as if it had never been claimed; nothing is written. */
    HELD(State.WAITING);

    private final State state;

    Result(State state) {
      this.state = state;
    }

    /** The state of the entry afterwards. */
    public State state() {
      return state;
    }
  }

  /** Whether the entry is finished: it is not tried again unless an operator sends it again. */
  public boolean isFinal() {
    return result.state() != State.WAITING && result != Result.QUARANTINED;
  }

  /** The entry was processed. */
  public static Settlement delivered(Entry entry) {
    return new Settlement(entry, Result.DELIVERED, null, 0);
  }

  /** The entry was processed, with a note for the operator, such as an unmatched bind. */
  public static Settlement delivered(Entry entry, String note) {
    return new Settlement(entry, Result.DELIVERED, note, 0);
  }

  /** The entry had been processed before. */
  public static Settlement duplicate(Entry entry) {
    return new Settlement(entry, Result.DUPLICATE, null, 0);
  }

  /**
   * The entry is refused: it goes to the dead-letter queue.
   *
   * @param reason worded for the operator
   */
  public static Settlement refused(Entry entry, String reason) {
    return new Settlement(entry, Result.REFUSED, reason, 0);
  }

  /**
   * The entry is refused until it is tried again.
   *
   * @param reason worded for the operator
   * @param nextTrialAtMs epoch milliseconds
   */
  public static Settlement quarantined(Entry entry, String reason, long nextTrialAtMs) {
    return new Settlement(entry, Result.QUARANTINED, reason, nextTrialAtMs);
  }

  /**
   * The attempt failed through the entry's own fault; it counts, and the entry is due again later.
   *
   * @param reason worded for the operator
   * @param dueAtMs epoch milliseconds
   */
  public static Settlement later(Entry entry, String reason, long dueAtMs) {
    return new Settlement(entry, Result.LATER, reason, dueAtMs);
  }

  /**
   * The attempt does not count against the entry, and nothing is written.
   *
   * @param untilMs when it may be claimed again, epoch milliseconds
   */
  public static Settlement held(Entry entry, long untilMs) {
    return new Settlement(entry, Result.HELD, null, untilMs);
  }

  /**
   * A failed attempt that does not count against the entry; nothing is written.
   *
   * @param reason for listeners only
   * @param untilMs when it may be claimed again, epoch milliseconds
   */
  public static Settlement held(Entry entry, String reason, long untilMs) {
    return new Settlement(entry, Result.HELD, reason, untilMs);
  }
}
