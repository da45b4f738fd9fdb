package io.botfunnel.starter;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Settlement;
import java.util.Optional;

/** What follows where the author's code fails, or took the process down. Safe for any thread. */
interface Failures {
  /**
   * What becomes of an entry instead of another try; empty for a try.
   *
   * @param deaths how many attempts are on record that no failure in this process explains: the
   *     process died, or was stopped
   */
  Optional<Settlement> insteadOfATry(Entry entry, int deaths);

  /**
   * What becomes of an entry after a failure.
   *
   * @param times how often it has failed in this process, this time included
   */
  Settlement after(Entry entry, Throwable failure, int times);
}
