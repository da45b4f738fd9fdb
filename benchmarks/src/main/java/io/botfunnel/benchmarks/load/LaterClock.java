package io.botfunnel.benchmarks.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The system's clock, which can be moved forward. Thread-safe. */
public final class LaterClock extends Clock {
  private final Clock system = Clock.systemUTC();
  private volatile Duration later = Duration.ZERO;

  /** Moves the clock this far ahead of the system's clock. */
  public void skip(Duration time) {
    later = time;
  }

  @Override
  public Instant instant() {
    return system.instant().plus(later);
  }

  @Override
  public ZoneId getZone() {
    return system.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return system.withZone(zone);
  }
}
