package io.botfunnel.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a limit. */
public final class Until {
  private static final long LOOK_EVERY_MS = 2;

  private Until() {}

  /**
   * Returns when the condition holds.
   *
   * @throws IllegalStateException if it does not hold within this many seconds
   */
  public static void so(String what, int seconds, BooleanSupplier condition)
      throws InterruptedException {
    if (!within(seconds, condition)) {
      throw new IllegalStateException("Not within %d s: %s".formatted(seconds, what));
    }
  }

  /** Waits for the condition, at most this many seconds; returns whether it holds. */
  public static boolean within(int seconds, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return true;
  }
}
