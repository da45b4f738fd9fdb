package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.Answer;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.Limit;
import java.time.Duration;

/**
 * Receives measurements of tracking, for metrics. Several of tracking's threads call it and wait
 * for it, so every method must return at once. What it throws is logged once and has no other
 * effect.
 */
public interface Observer {
  /** An observer that ignores everything. */
  Observer NONE = new Observer() {};

  /**
   * Updates or events were recorded and forced to disk.
   *
   * @param entries how many updates and events were recorded, duplicates included
   * @param took from the call until they were forced to disk
   */
  default void appended(int entries, Duration took) {}

  /**
   * An attempt ended.
   *
   * @param verdict what XTRACKER's answer means, or the lack of one
   * @param took from the request to its answer
   */
  default void attempted(Answer.Verdict verdict, Duration took) {}

  /**
   * Delivery paused or resumed.
   *
   * @param now the new status, different from the one before
   */
  default void turned(EndpointHealth.Status now) {}

  /**
   * A user or a partner exceeded a limit; what exceeds it was not accepted.
   *
   * @param limit the limit
   */
  default void limited(Limit limit) {}
}
