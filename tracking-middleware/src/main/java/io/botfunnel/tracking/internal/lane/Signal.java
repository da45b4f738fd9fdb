package io.botfunnel.tracking.internal.lane;

import java.util.concurrent.TimeUnit;

/**
 * A wake-up signal that is not lost if it is raised before the wait. Safe for use from any thread.
 */
final class Signal {
  private boolean raised;

  synchronized void raise() {
    raised = true;
    notifyAll();
  }

  /** Sleeps for this long; a signal raised meanwhile is kept. */
  synchronized void rest(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis;
          left > 0;
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
        wait(left);
      }
    } catch (InterruptedException nobodyElseOwnsThisThread) {
      Thread.interrupted();
    }
  }

  /** Waits until the signal is raised, or for this long. */
  @SuppressWarnings("WaitNotInLoop") // a spurious wake-up costs one look at the table
  synchronized void await(long millis) {
    try {
      if (!raised && millis > 0) {
        wait(millis);
      }
    } catch (InterruptedException nobodyElseOwnsThisThread) {
      Thread.interrupted();
    }
    raised = false;
  }
}
