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

  /** Starts at 2026-01-01T00:00:00Z. */
  public SteppingClock() {
    this(DEFAULT_START);
  }

  /** Starts at an instant, in UTC. */
  public SteppingClock(Instant start) {
    this(new Hands(start), ZoneOffset.UTC);
  }

  private SteppingClock(Hands hands, ZoneId zone) {
    this.hands = hands;
    this.zone = zone;
  }

  /** Moves it by so much; backwards where the duration is negative. */
  public void advance(Duration by) {
    hands.advance(by);
  }

  /** Sets it, forwards or backwards. */
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

  /** The same clock in another zone: moving one moves both. */
  @Override
  public SteppingClock withZone(ZoneId other) {
    return new SteppingClock(hands, other);
  }

  @Override
  public String toString() {
    return "SteppingClock[" + instant() + "]";
  }

  /** Where it stands, in every zone. */
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
