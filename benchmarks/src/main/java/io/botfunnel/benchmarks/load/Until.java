package io.botfunnel.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits, but not for ever. */
public final class Until {
  private static final long LOOK_EVERY_MS = 2;

  private Until() {}

  /**
   * Returns when that is so.
   *
   * @throws IllegalStateException if it is not within this many seconds
   */
  public static void so(String what, int seconds, BooleanSupplier condition)
      throws InterruptedException {
    if (!within(seconds, condition)) {
      throw new IllegalStateException("Not within %d s: %s".formatted(seconds, what));
    }
  }

  /** Returns when that is so, or after so many seconds; whether it is. */
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
