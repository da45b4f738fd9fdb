package io.botfunnel.tracking.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to send an entry. Immutable.
 *
 * @param verdict what the answer means
 * @param detail for the operator: status code and the beginning of the body, or the fault; never a
 *     secret; null if the verdict says all
 * @param retryAfter how long the tracker asks to wait, or null
 */
public record Answer(Verdict verdict, @Nullable String detail, @Nullable Duration retryAfter) {
  /** What an answer means for the entry and for delivery. */
  public enum Verdict {
    /** The tracker recorded it now. */
    DELIVERED,
    /** The tracker had recorded it before. */
    DUPLICATE,
    /** Invalid for good: the entry is refused at once. */
    REFUSED,
    /**
     * Not accepted now, by the fault of the entry or of the endpoint; later attempts will show
     * which.
     */
    LATER,
    /** Rate limited: says nothing about the entry. */
    OVERLOADED,
    /** The key is not accepted: all delivery pauses. */
    UNAUTHORIZED
  }

  /** An answer without a detail. */
  public static Answer of(Verdict verdict) {
    return new Answer(verdict, null, null);
  }

  /**
   * An answer with a detail for the operator.
   *
   * @param detail status code and the beginning of the body, or the fault; never a secret
   */
  public static Answer of(Verdict verdict, String detail) {
    return new Answer(verdict, detail, null);
  }
}
