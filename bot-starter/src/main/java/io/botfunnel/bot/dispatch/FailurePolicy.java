package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Settlement;

/** What follows if the author's code fails. Safe for any thread. */
public interface FailurePolicy {
  /**
   * What becomes of an entry after a failure.
   *
   * @param times how often it has failed in this process, this time included
   */
  Settlement after(Entry entry, Throwable failure, int times);
}
