package io.botfunnel.tracking.outbox;

import java.time.Duration;

/**
 * A thread of tracking that makes no progress. Immutable.
 *
 * @param thread the thread's name
 * @param duration for how long; zero if that is not known
 * @param activity what it does or lacks, as a part of a sentence
 */
public record StalledThread(String thread, Duration duration, String activity) {
  @Override
  public String toString() {
    String time = duration.isZero() ? "" : " for %d s".formatted(duration.toSeconds());
    return "The thread %s %s%s".formatted(thread, activity, time);
  }
}
