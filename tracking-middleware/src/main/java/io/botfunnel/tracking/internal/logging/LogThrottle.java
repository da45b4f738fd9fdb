package io.botfunnel.tracking.internal.logging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Limits how often a message is logged: once per interval. Safe for use from any thread. */
public final class LogThrottle {
  private final Clock clock;
  private final Duration interval;
  private @Nullable Instant last;

  /**
   * Creates a throttle that permits the first message.
   *
   * @param interval the shortest time between two messages, above zero
   */
  public LogThrottle(Clock clock, Duration interval) {
    this.clock = clock;
    this.interval = interval;
  }

  /** Whether the message may be logged now; if so, the interval starts again. */
  public synchronized boolean permits() {
    Instant now = clock.instant();
    if (last != null && isWithin(last, now)) {
      return false;
    }
    last = now;
    return true;
  }

  /** A clock that was set back must not suppress the message until it has caught up. */
  private boolean isWithin(Instant before, Instant now) {
    return !now.isBefore(before) && now.isBefore(before.plus(interval));
  }
}
