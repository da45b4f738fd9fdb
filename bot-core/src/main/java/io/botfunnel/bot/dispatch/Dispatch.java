package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.thread.DaemonThreads;
import io.botfunnel.tracking.internal.lane.LaneRunner;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.outbox.StalledThread;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Passes the entries of one topic to the author's code on its own threads, and watches for calls
 * that hang. Thread-safe.
 */
public final class Dispatch {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** Time for interrupted handlers to end. */
  private static final Duration INTERRUPT_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** Effectively unlimited: a handler may run for as long as it needs. */
  private static final Duration HANDLER_TIMEOUT = Duration.ofDays(10_000);

  private final Queue queue;
  private final QuarantineTrials trials;
  private final HandlerWatchdog watchdog;
  private final HandlerWorker worker;
  private final LaneRunner runner;
  private final ExecutorService pool;
  private final ScheduledExecutorService watchTimer =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("botfunnel-watch"));

  /**
   * @param threads name prefix of the handler threads
   * @param gate the gate that the whole process shares
   */
  public Dispatch(
      Queue queue,
      String threads,
      EntryHandler handling,
      FailurePolicy failures,
      HandlerGate gate,
      HandlerOptions options,
      Clock clock) {
    this.queue = queue;
    this.trials = new QuarantineTrials(options.quarantineTrials(), clock);
    this.pool = Executors.newCachedThreadPool(DaemonThreads.numbered(threads));
    this.watchdog = new HandlerWatchdog(clock, options.hangReportAfter());
    this.worker =
        new HandlerWorker(
            queue,
            handling,
            failures,
            watchdog,
            gate,
            trials,
            pool,
            clock,
            options.handlerThreads(),
            this::wake);
    this.runner = new LaneRunner(queue, worker, clock, LONGEST_WAIT);
  }

  public void start() {
    runner.start();
    watchTimer.scheduleWithFixedDelay(this::watch, 1, 1, TimeUnit.SECONDS);
  }

  /** Returns the number of handlers that hang. */
  public int hanging() {
    return watchdog.hanging();
  }

  /**
   * Returns the stalled thread of this dispatch, if there is one. A handler that hangs is not
   * reported here: it delays only its own chat.
   */
  public Optional<StalledThread> stalled() {
    return runner.stalled(HANDLER_TIMEOUT);
  }

  private void watch() {
    if (watchdog.reportHanging()) {
      runner.wake();
    }
    worker.watch();
    // Quarantined entries count as refused.
    if (trials.mayBeMade() && queue.books().refused() > 0) {
      runner.tryQuarantined(trials.latestMs());
    }
  }

  /** Looks for due entries now; called after the clock was stepped. */
  public void wake() {
    runner.wake();
  }

  /**
   * Closes several dispatches in parallel. It waits for running calls, then interrupts them; the
   * entries of interrupted calls are handled again after the next start. Takes about 4 s at most,
   * regardless of their number.
   */
  public static void close(List<Dispatch> all) {
    all.forEach(Dispatch::stop);
    List<Dispatch> late = unfinished(all, CLOSE_TIMEOUT);
    late.forEach(Dispatch::interrupt);
    unfinished(late, INTERRUPT_TIMEOUT);
    all.forEach(dispatch -> dispatch.pool.shutdown());
  }

  /** Returns the dispatches that have not ended within {@code timeout}. */
  private static List<Dispatch> unfinished(List<Dispatch> all, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    return all.stream()
        .filter(each -> !each.runner.close(Duration.ofNanos(deadline - System.nanoTime())))
        .toList();
  }

  private void stop() {
    watchTimer.shutdownNow();
    runner.stop();
    worker.stop();
  }

  private void interrupt() {
    worker.stopping();
    pool.shutdownNow();
  }
}
