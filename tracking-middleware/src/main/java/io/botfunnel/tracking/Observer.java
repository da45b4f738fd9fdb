package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.AttemptOutcome;
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
   * @param outcome how it ended
   * @param took from the request to its answer
   */
  default void attempted(AttemptOutcome outcome, Duration took) {}

  /**
   * Delivery paused, resumed, or paused for another reason.
   *
   * @param now the new status, different from the one before
   */
  default void statusChanged(EndpointHealth.Status now) {}

  /**
   * A user or a partner exceeded a limit; what exceeds it was not accepted.
   *
   * @param limit the limit
   */
  default void limitExceeded(Limit limit) {}
}
