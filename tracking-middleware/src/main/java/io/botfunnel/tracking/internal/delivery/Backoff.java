package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.internal.network.ExponentialBackoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The wait before the next attempt: exponential with full jitter, so that entries that failed
 * together are not retried together.
 */
final class Backoff {
  private static final long SHORTEST_MS = 1_000;

  /** The longest wait the tracker can impose: at most an hour, whatever it asks for. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final ExponentialBackoff ceilings;
  private final RandomGenerator random;

  Backoff(Duration longest, RandomGenerator random) {
    // Two seconds: below it there would be no jitter after the first failure.
    this.ceilings = new ExponentialBackoff(Duration.ofMillis(2 * SHORTEST_MS), longest);
    this.random = random;
  }

  /**
   * Milliseconds until the next attempt.
   *
   * @param failures how many attempts have failed, 1 or more
   * @param retryAfter how long the tracker asks to wait, or null; longer than an hour counts as an
   *     hour
   * @return 1 s or more, at most the longest wait; the tracker's wait if that is longer
   */
  long afterMs(int failures, @Nullable Duration retryAfter) {
    return Math.max(jittered(ceilings.afterMs(failures)), wishMs(retryAfter));
  }

  private long jittered(long ceilingMs) {
    return ceilingMs <= SHORTEST_MS ? SHORTEST_MS : random.nextLong(SHORTEST_MS, ceilingMs + 1);
  }

  private static long wishMs(@Nullable Duration retryAfter) {
    if (retryAfter == null) {
      return 0;
    }
    return retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0
        ? LONGEST_RETRY_AFTER.toMillis()
        : retryAfter.toMillis();
  }
}
