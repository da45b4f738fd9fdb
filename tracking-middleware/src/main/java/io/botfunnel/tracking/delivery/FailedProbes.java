package io.botfunnel.tracking.delivery;

import io.botfunnel.tracking.network.ExponentialBackoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The entries that failed as probes in this pause. Each steps back for longer each time, so that
 * some that are the longest due and bad themselves do not make every probe fail. Thread-safe.
 */
final class FailedProbes {
  /** Beside the longest interval: so an entry that waits alone is tried every two minutes. */
  static final Duration LONGEST_YIELD = Duration.ofMinutes(1);

  /** Above what a thread may be late for a probe that is due. */
  private static final Duration SHORTEST_YIELD = Duration.ofSeconds(1);

  private static final ExponentialBackoff YIELDS =
      new ExponentialBackoff(SHORTEST_YIELD, LONGEST_YIELD);

  /** At a probe a minute, half a week. */
  private static final int MOST_REMEMBERED = 5_000;

  private final Map<Long, Integer> times = new HashMap<>();

  /** How long after the next probe is due a failed one may be the probe again. */
  synchronized long yieldMs(long entryId) {
    if (times.size() >= MOST_REMEMBERED) {
      times.clear();
    }
    return YIELDS.afterMs(times.merge(entryId, 1, Integer::sum));
  }

  /** The pause is over. */
  synchronized void forget() {
    times.clear();
  }
}
