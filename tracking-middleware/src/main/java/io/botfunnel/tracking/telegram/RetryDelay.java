package io.botfunnel.tracking.telegram;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a retry waits; a seam, so that tests need not. */
interface RetryDelay {
  /** Really waits. */
  RetryDelay REAL = RetryDelay::waitFor;

  /**
   * Waits for so long, or until the end comes.
   *
   * @param end completed by close
   */
  void pause(CompletableFuture<?> end, Duration atMost) throws InterruptedException;

  private static void waitFor(CompletableFuture<?> end, Duration atMost)
      throws InterruptedException {
    try {
      end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException waited) {
      // The time is over, which is what was waited for.
    }
  }
}
