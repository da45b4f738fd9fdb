package io.botfunnel.bot.telegram;

import io.botfunnel.bot.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Repeats an attempt with growing pauses until it works, then checks periodically that it still
 * does. It runs on its own thread. Thread-safe.
 */
final class RetryLoop implements AutoCloseable {
  private final BooleanSupplier works;
  private final Duration checkInterval;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param works returns whether it works, and tries to make it work if it does not; must not throw
   */
  RetryLoop(String name, BooleanSupplier works, Duration checkInterval) {
    this.works = works;
    this.checkInterval = checkInterval;
    this.thread = DaemonThreads.create(name, this::run);
  }

  /** Starts the loop; returns at once. */
  void start() {
    thread.start();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Makes no further attempts; a running attempt continues to its end. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    PollingBackOff pauses = new PollingBackOff();
    while (!isClosed()) {
      boolean worked = works.getAsBoolean();
      awaitClose(worked ? checkInterval.toMillis() : pauses.nextBackOffMillis());
      if (worked) {
        pauses.reset();
      }
    }
  }

  @SuppressWarnings("ReturnValueIgnored") // the loop checks for the close
  private void awaitClose(long millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
