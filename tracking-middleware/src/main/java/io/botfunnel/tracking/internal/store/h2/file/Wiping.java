package io.botfunnel.tracking.internal.store.h2.file;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tracks whether bytes of erased data may still be in the files, and why they are not gone yet. The
 * writer's thread removes them; any thread may wait. Thread-safe.
 */
public final class Wiping {
  /** An obstacle may be gone in a moment, so it is retried soon. */
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A fault lasts longer. */
  private static final long AFTER_A_FAULT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final String AT_WORK = "it is being rewritten, and is large";

  private boolean wanted;
  private String obstacle = AT_WORK;
  private long nextNanos;

  /** Reports that something was erased. */
  public synchronized void want() {
    wanted = true;
    obstacle = AT_WORK;
    nextNanos = System.nanoTime();
  }

  public synchronized boolean isWanted() {
    return wanted;
  }

  public synchronized boolean isDue() {
    return wanted && System.nanoTime() - nextNanos >= 0;
  }

  /** Reports that the removal has begun. */
  public synchronized void begins() {
    obstacle = AT_WORK;
  }

  /** Reports that the removal is not possible now. */
  public synchronized void hindered(String why) {
    obstacle = why;
    nextNanos = System.nanoTime() + AGAIN_NANOS;
  }

  /** Reports that the removal failed. */
  public synchronized void failed(String why) {
    obstacle = why;
    nextNanos = System.nanoTime() + AFTER_A_FAULT_NANOS;
  }

  /** Reports that nothing is left. */
  public synchronized void done() {
    wanted = false;
    notifyAll();
  }

  /**
   * Waits until nothing is left.
   *
   * @param most the longest wait
   * @param hindered the longest wait if there is an obstacle
   */
  public synchronized void await(Duration most, Duration hindered) {
    long began = System.nanoTime();
    try {
      long waited = 0;
      while (wanted && waited < (obstacle.equals(AT_WORK) ? most : hindered).toNanos()) {
        TimeUnit.NANOSECONDS.timedWait(this, AGAIN_NANOS);
        waited = System.nanoTime() - began;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why something is left; empty if nothing is. */
  public synchronized Optional<String> obstacle() {
    return wanted ? Optional.of(obstacle) : Optional.empty();
  }
}
