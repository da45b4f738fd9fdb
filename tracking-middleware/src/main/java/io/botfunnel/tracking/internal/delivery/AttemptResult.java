package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to send an entry. Immutable.
 *
 * @param outcome how the attempt ended
 * @param detail for the operator: status code and the beginning of the body, or the fault; never a
 *     secret; null if the outcome says all
 * @param retryAfter how long the tracker asks to wait, or null
 */
public record AttemptResult(
    AttemptOutcome outcome, @Nullable String detail, @Nullable Duration retryAfter) {
  /** A result without a detail. */
  public static AttemptResult of(AttemptOutcome outcome) {
    return new AttemptResult(outcome, null, null);
  }

  /**
   * A result with a detail for the operator.
   *
   * @param detail status code and the beginning of the body, or the fault; never a secret
   */
  public static AttemptResult of(AttemptOutcome outcome, String detail) {
    return new AttemptResult(outcome, detail, null);
  }
}
