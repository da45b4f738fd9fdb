package io.botfunnel.starter;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps the process alive until the bot is closed, and closes the bot when the process is told to
 * end. Thread-safe.
 */
final class ProcessLifetime {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Keeps the JVM alive: a bot that receives updates by a webhook has no other non-daemon thread.
   */
  private final Thread alive = new Thread(this::awaitEnd, "botfunnel-alive");

  /**
   * @param close closes the bot and then calls {@link #end}
   */
  ProcessLifetime(Runnable close) {
    this.hook = new Thread(close, "botfunnel-stop");
  }

  void begin() {
    Runtime.getRuntime().addShutdownHook(hook);
    alive.start();
  }

  /**
   * Waits for the end. Returns false if the caller is interrupted first; the interrupt flag stays
   * set.
   */
  boolean awaitEnd() {
    try {
      ended.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void end() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endsAlready) {
      // The process is already shutting down; the hook runs or is not needed.
    }
  }
}
