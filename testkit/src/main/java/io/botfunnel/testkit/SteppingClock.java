package io.botfunnel.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SteppingClock extends Clock {
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private final Hands hands;
  private final ZoneId zone;

  /** Creates a clock at 2026-01-01T00:00:00Z. */
  public SteppingClock() {
    this(DEFAULT_START);
  }

  /** Creates a clock at the given instant, in UTC. */
  public SteppingClock(Instant start) {
    this(new Hands(start), ZoneOffset.UTC);
  }

  private SteppingClock(Hands hands, ZoneId zone) {
    this.hands = hands;
    this.zone = zone;
  }

  /** Moves the clock by a duration; a negative one moves it backwards. */
  public void advance(Duration by) {
    hands.advance(by);
  }

  /** Sets the clock, forwards or backwards. */
  public void set(Instant instant) {
    hands.set(instant);
  }

  @Override
  public Instant instant() {
    return hands.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** Returns a view of this clock in another zone: moving one moves both. */
  @Override
  public SteppingClock withZone(ZoneId other) {
    return new SteppingClock(hands, other);
  }

  @Override
  public String toString() {
    return "SteppingClock[" + instant() + "]";
  }

  /** The time that the clock shows in every zone. */
  private static final class Hands {
    private Instant now;

    Hands(Instant start) {
      now = start;
    }

    synchronized Instant get() {
      return now;
    }

    synchronized void set(Instant instant) {
      now = instant;
    }

    synchronized void advance(Duration by) {
      now = now.plus(by);
    }
  }
}
