package io.botfunnel.sample.demo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that runs everything in the demo except the bot. Nothing starts after its close.
 */
final class Timetable implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timetable.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Timetable::daemon);

  void after(Duration time, Runnable task) {
    try {
      thread.schedule(() -> run(task), time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("The demo ended before the next act", closed);
    }
  }

  void every(Duration time, Runnable task) {
    thread.scheduleAtFixedRate(
        () -> run(task), time.toNanos(), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the running task. A second call does nothing. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Catches exceptions, because an executor would drop them and with them every later task. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("An act of the demo failed", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo");
    thread.setDaemon(true);
    return thread;
  }
}
