package io.botfunnel.bot.telegram;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Tries something, with growing pauses, until it works, and looks every now and then whether it
 * still does. It has a thread of its own; its methods are for any.
 */
final class RetryLoop implements AutoCloseable {
  private final BooleanSupplier works;
  private final Duration lookEvery;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param works tries it where it does not; throws nothing
   */
  RetryLoop(String name, BooleanSupplier works, Duration lookEvery) {
    this.works = works;
    this.lookEvery = lookEvery;
    this.thread = new Thread(this::keep, name);
    thread.setDaemon(true);
  }

  /** Begins; returns at once. */
  void start() {
    thread.start();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Tries nothing more; what is being tried goes on to its end. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void keep() {
    PollingBackOff pauses = new PollingBackOff();
    while (!isClosed()) {
      boolean worked = works.getAsBoolean();
      awaitClose(worked ? lookEvery.toMillis() : pauses.nextBackOffMillis());
      if (worked) {
        pauses.reset();
      }
    }
  }

  @SuppressWarnings("ReturnValueIgnored") // whether it was the time or the close, the loop asks
  private void awaitClose(long millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }
}
