package io.botfunnel.tracking.internal.lane;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tracks whether a runner makes progress: how long its thread spends in one step, and how long its
 * worker returns nothing. Safe for use from any thread.
 */
final class StallDetector {
  /** With an unreachable database a step fails only after about 30 s. */
  static final Duration LONGEST_STEP = Duration.ofSeconds(60);

  private final LongSupplier nanos;
  private long stepBegan;
  private boolean resting = true;
  private int working;
  private long lastMoved;

  StallDetector(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void stepBegins() {
    resting = false;
    stepBegan = nanos.getAsLong();
  }

  synchronized void rests() {
    resting = true;
  }

  synchronized void started() {
    if (working++ == 0) {
      lastMoved = nanos.getAsLong();
    }
  }

  synchronized void finished() {
    working--;
    lastMoved = nanos.getAsLong();
  }

  /** How long the thread has been in its step, if that is too long. */
  synchronized Optional<Duration> step() {
    return resting ? Optional.empty() : longer(stepBegan, LONGEST_STEP);
  }

  /** How long the worker has returned nothing though it has entries, if that is too long. */
  synchronized Optional<Duration> worker(Duration tooLong) {
    return working == 0 ? Optional.empty() : longer(lastMoved, tooLong);
  }

  private Optional<Duration> longer(long since, Duration tooLong) {
    return Optional.of(Duration.ofNanos(nanos.getAsLong() - since))
        .filter(duration -> duration.compareTo(tooLong) > 0);
  }
}
