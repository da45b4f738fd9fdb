package io.botfunnel.starter;

import io.botfunnel.tracking.lane.LaneRunner;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Moves updates from the durable inbox to the handler, and watches for handlers that hang. */
final class Inbox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Running running;
  private final Dispatcher dispatcher;
  private final LaneRunner runner;
  private final ExecutorService pool = Executors.newCachedThreadPool(named("botfunnel-handler-"));
  private final ScheduledExecutorService chores =
      Executors.newSingleThreadScheduledExecutor(named("botfunnel-chores-"));

  Inbox(Lanes lanes, Handling handling, Settings.Bot settings, Clock clock) {
    this.running = new Running(clock, settings.hangReportAfter());
    this.dispatcher =
        new Dispatcher(
            lanes,
            handling,
            running,
            pool,
            clock,
            settings.handlerThreads(),
            settings.handlerRetries());
    this.runner = new LaneRunner(Topic.INBOX, lanes, dispatcher, clock, LONGEST_WAIT);
  }

  void start() {
    runner.start();
    chores.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
  }

  /** How many handlers hang. */
  int hanging() {
    return running.hanging();
  }

  private void watch() {
    if (running.reportHanging()) {
      runner.wake();
    }
  }

  /** Waits for handlers that run, then interrupts them; theirs are handled at the next start. */
  @Override
  public void close() {
    chores.shutdownNow();
    runner.stop();
    if (!runner.close(PATIENCE)) {
      dispatcher.stopping();
      pool.shutdownNow();
      runner.close(Duration.ofSeconds(1));
    }
    pool.shutdown();
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
