package io.botfunnel.tracking.internal.network;

import java.time.Duration;

/**
 * How long to wait after a failure: the first wait, doubled with each further failure in a row, up
 * to the longest. Immutable.
 *
 * @param first the wait after the first failure, above zero
 * @param longest the upper bound of every wait
 */
public record ExponentialBackoff(Duration first, Duration longest) {
  /** With more doublings, even a millisecond exceeds any wait. */
  private static final int MOST_DOUBLINGS = 40;

  /**
   * The wait after a number of failures in a row.
   *
   * @param failures 1 or more
   */
  public Duration after(int failures) {
    return Duration.ofMillis(afterMs(failures));
  }

  /**
   * The wait in milliseconds after a number of failures in a row.
   *
   * @param failures 1 or more
   */
  public long afterMs(int failures) {
    long firstMs = first.toMillis();
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    boolean overflows = firstMs > (longest.toMillis() >> doublings);
    return overflows ? longest.toMillis() : firstMs << doublings;
  }
}
