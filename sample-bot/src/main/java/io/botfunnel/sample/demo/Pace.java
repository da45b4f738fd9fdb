package io.botfunnel.sample.demo;

import java.time.Duration;

/**
 * The speed of the demo.
 *
 * @param factor 1 is as fast as people, 2 is twice as fast
 */
record Pace(double factor) {
  /** Scales a duration that people take to this pace. */
  Duration of(Duration amongPeople) {
    return Duration.ofNanos(Math.round(amongPeople.toNanos() / factor));
  }
}
