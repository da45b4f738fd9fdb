package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.internal.network.ExponentialBackoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The entries that failed as probes in this pause. Each waits longer each time, so that bad entries
 * that are due longest do not make every probe fail. Safe for use from any thread.
 */
final class FailedProbes {
  /**
   * With the longest interval between probes, a single waiting entry is tried every two minutes.
   */
  static final Duration LONGEST_YIELD = Duration.ofMinutes(1);

  /** Longer than a thread may be late for a due probe. */
  private static final Duration SHORTEST_YIELD = Duration.ofSeconds(1);

  private static final ExponentialBackoff YIELDS =
      new ExponentialBackoff(SHORTEST_YIELD, LONGEST_YIELD);

  /** Half a week at one probe a minute. */
  private static final int MOST_REMEMBERED = 5_000;

  private final Map<Long, Integer> times = new HashMap<>();

  /**
   * How long after the next probe is due a failed entry may be the probe again, in milliseconds.
   */
  synchronized long yieldMs(long entryId) {
    if (times.size() >= MOST_REMEMBERED) {
      times.clear();
    }
    return YIELDS.afterMs(times.merge(entryId, 1, Integer::sum));
  }

  /** Ends the pause: nothing is remembered. */
  synchronized void forget() {
    times.clear();
  }
}
