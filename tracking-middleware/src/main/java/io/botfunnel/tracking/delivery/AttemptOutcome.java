package io.botfunnel.tracking.delivery;

/** How one attempt to deliver an event ended. */
public enum AttemptOutcome {
  /** The tracker recorded the event now. */
  DELIVERED,
  /** The tracker had recorded the event before. */
  DUPLICATE,
  /** The event is invalid for good: it is refused at once. */
  REFUSED,
  /**
   * The event was not accepted now, by its own fault or the tracker's; later attempts will show
   * which.
   */
  LATER,
  /** The tracker is rate limiting, which says nothing about the event. */
  OVERLOADED,
  /** The tracker does not accept the key: all delivery pauses. */
  UNAUTHORIZED
}
