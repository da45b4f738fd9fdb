package io.botfunnel.tracking.lane;

import java.util.concurrent.TimeUnit;

/** A wake-up call that is not lost when it comes before the waiting. */
final class Signal {
  private boolean raised;

  synchronized void raise() {
    raised = true;
    notifyAll();
  }

  /** Lets this long pass; a call that comes meanwhile is kept. */
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

  /** Returns when raised, or after this long. */
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
