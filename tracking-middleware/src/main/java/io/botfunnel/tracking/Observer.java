package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.Answer;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.event.Limit;
import java.time.Duration;

/**
 * Is told what tracking does, for whoever measures it. Called from several threads of tracking's
 * own, which wait for it: it returns at once. What it throws harms nothing and is logged once.
 */
public interface Observer {
  /** Looks at nothing, and costs nothing. */
  Observer NONE = new Observer() {};

  /**
   * Something was recorded: it is forced to the device.
   *
   * @param entries how many updates and events were handed over, known ones included
   * @param took from the call until it was forced
   */
  default void appended(int entries, Duration took) {}

  /**
   * An attempt has ended.
   *
   * @param verdict what XTRACKER said to it, or what no answer means
   * @param took from the request to its answer
   */
  default void attempted(Answer.Verdict verdict, Duration took) {}

  /**
   * Delivery pauses, or goes on.
   *
   * @param now how it is from now on, another one than before
   */
  default void turned(EndpointHealth.Status now) {}

  /**
   * A user or a partner has met a limit: what is above it was not taken.
   *
   * @param limit which one
   */
  default void limited(Limit limit) {}
}
