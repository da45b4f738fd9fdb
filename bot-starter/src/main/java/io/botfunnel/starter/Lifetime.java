package io.botfunnel.starter;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps the process alive from its beginning to its end, and closes the bot when the process is
 * told to end in between. Safe for use from any thread.
 */
final class Lifetime {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  /** All others are daemons: a bot that is pushed its updates has no other that would do. */
  private final Thread alive = new Thread(this::awaitEnd, "botfunnel-alive");

  /**
   * @param close ends the bot and then calls {@link #end}
   */
  Lifetime(Runnable close) {
    this.hook = new Thread(close, "botfunnel-stop");
  }

  void begin() {
    Runtime.getRuntime().addShutdownHook(hook);
    alive.start();
  }

  /** Whether the end has come; false if the caller was interrupted before. */
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
      // The process is about to end: the hook runs, or need not.
    }
  }
}
