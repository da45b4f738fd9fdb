package io.botfunnel.testkit.xtracker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Holds answers back before they are sent. Thread-safe. */
final class Gate {
  private boolean held;
  private boolean closed;
  private long round;

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  /** Ends every {@link #linger} that began in an earlier round. */
  synchronized void nextRound() {
    round++;
    notifyAll();
  }

  synchronized long round() {
    return round;
  }

  /** Releases all waiting answers for good. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits while answers are held; returns false once closed. */
  synchronized boolean pass() throws InterruptedException {
    while (held && !closed) {
      wait();
    }
    return !closed;
  }

  /** Waits for the given time, or until the round ends or the gate closes. */
  synchronized void linger(Duration time, long begunInRound) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !closed && round == begunInRound) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      left = end - System.nanoTime();
    }
  }
}
