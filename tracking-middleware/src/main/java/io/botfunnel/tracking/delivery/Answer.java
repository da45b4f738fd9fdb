package io.botfunnel.tracking.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The whole truth of an attempt.
 *
 * @param verdict what follows
 * @param detail what the operator should see: status code and start of the body, or the fault;
 *     never a secret; null where all is said
 * @param retryAfter how long the tracker asked us to wait, or null
 */
public record Answer(Verdict verdict, @Nullable String detail, @Nullable Duration retryAfter) {
  /** What an answer leads to. */
  public enum Verdict {
    /** Recorded now. */
    DELIVERED,
    /** Recorded before. */
    DUPLICATE,
    /** Invalid for good: set aside at once. */
    REFUSED,
    /** Not now: the entry or the endpoint is at fault, and time will tell which. */
    LATER,
    /** We ask too often: says nothing about the entry. */
    OVERLOADED,
    /** Our key is not accepted: everything pauses. */
    UNAUTHORIZED
  }

  /** An answer of which nothing more is to say. */
  public static Answer of(Verdict verdict) {
    return new Answer(verdict, null, null);
  }

  /** An answer with what the operator should see. */
  public static Answer of(Verdict verdict, String detail) {
    return new Answer(verdict, detail, null);
  }
}
