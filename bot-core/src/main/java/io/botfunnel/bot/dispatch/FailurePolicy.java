package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;

/**
 * Decides what happens to an entry after the author's code failed. Implementations are thread-safe.
 */
public interface FailurePolicy {
  /**
   * Returns the settlement of an entry after a failure.
   *
   * @param times how often the entry has failed in this process, including this time
   */
  Settlement after(Entry entry, Throwable failure, int times);
}
