package io.botfunnel.tracking.outbox;

import java.time.Duration;

/**
 * A thread of tracking that makes no progress.
 *
 * @param thread the thread's name
 * @param lasting for how long; zero if that is not known
 * @param what what it does or lacks, as a part of a sentence
 */
public record Stalled(String thread, Duration lasting, String what) {
  @Override
  public String toString() {
    String time = lasting.isZero() ? "" : " for %d s".formatted(lasting.toSeconds());
    return "The thread %s %s%s".formatted(thread, what, time);
  }
}
