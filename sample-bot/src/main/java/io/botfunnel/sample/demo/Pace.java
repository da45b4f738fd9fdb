package io.botfunnel.sample.demo;

import java.time.Duration;

/**
 * How fast the demo goes.
 *
 * @param factor 1 is as fast as people, 2 is twice as fast
 */
record Pace(double factor) {
  /** The time that something takes which takes people so long. */
  Duration of(Duration amongPeople) {
    return Duration.ofNanos(Math.round(amongPeople.toNanos() / factor));
  }
}
