package io.botfunnel.tracking.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, as wrong as it is told to be. Thread-safe. */
final class JumpingClock extends Clock {
  private volatile Duration offset;

  JumpingClock(Duration offset) {
    this.offset = offset;
  }

  void jumpTo(Duration newOffset) {
    offset = newOffset;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for a zone");
  }
}
