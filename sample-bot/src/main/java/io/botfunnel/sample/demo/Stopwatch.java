package io.botfunnel.sample.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time since the demo began. */
record Stopwatch(Clock clock, Instant start) {
  static Stopwatch startedNow(Clock clock) {
    return new Stopwatch(clock, clock.instant());
  }

  /** Returns minutes and seconds, such as {@code 01:05}. */
  @Override
  public String toString() {
    Duration gone = Duration.between(start, clock.instant());
    return "%02d:%02d".formatted(gone.toMinutes(), gone.toSecondsPart());
  }
}
