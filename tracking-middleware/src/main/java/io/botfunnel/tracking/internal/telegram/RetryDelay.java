package io.botfunnel.tracking.internal.telegram;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits between retries; tests replace it so that they do not have to wait. */
interface RetryDelay {
  /** Waits in real time. */
  RetryDelay REAL = RetryDelay::waitFor;

  /**
   * Waits until the time is over or {@code end} completes.
   *
   * @param end completed by close
   */
  void pause(CompletableFuture<?> end, Duration atMost) throws InterruptedException;

  private static void waitFor(CompletableFuture<?> end, Duration atMost)
      throws InterruptedException {
    try {
      end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException waited) {
      // The time is over
    }
  }
}
