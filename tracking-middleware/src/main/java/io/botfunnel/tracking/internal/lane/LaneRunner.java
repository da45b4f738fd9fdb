package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.outbox.StalledThread;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes a topic: claims due entries, passes them to the worker, and settles the results in
 * batches. Appends and settlements wake it; entries that back off wake it by the clock.
 *
 * <p>A failing store costs only time: claims are retried, and settlements are kept until they are
 * written. Safe for use from any thread; {@link #start} and {@link #close} may be called twice.
 */
public final class LaneRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LaneRunner.class);

  /** The longest sleep, whatever the next due time: a changed clock is noticed within it. */
  private static final long LONGEST_SLEEP_MS = 60_000;

  private static final long STORE_RETRY_MS = 500;

  private final Queue queue;
  private final LaneWorker worker;
  private final Clock clock;
  private final Duration longestWait;
  private final Thread thread;
  private final Signal signal = new Signal();
  private final ConcurrentLinkedQueue<Settlement> finished = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile OptionalLong trial = OptionalLong.empty();
  private final StallDetector progress;
  private volatile boolean started;
  private volatile boolean stopping;
  private volatile @Nullable Throwable settlingFailed;
  private boolean storeFails;

  /**
   * Creates a runner, which does nothing until {@link #start}.
   *
   * @param queue the queue to process
   * @param longestWait the longest time for which an entry of the topic waits for its next attempt
   */
  public LaneRunner(Queue queue, LaneWorker worker, Clock clock, Duration longestWait) {
    this(queue, worker, clock, System::nanoTime, longestWait);
  }

  /**
   * @param nanos nanoseconds for measuring progress
   */
  LaneRunner(
      Queue queue, LaneWorker worker, Clock clock, LongSupplier nanos, Duration longestWait) {
    this.progress = new StallDetector(nanos);
    this.queue = queue;
    this.worker = worker;
    this.clock = clock;
    this.longestWait = longestWait;
    this.thread = DaemonThread.of("botfunnel-" + queue.topic(), this::run);
  }

  /** Starts processing entries on a thread of its own. A second call does nothing. */
  public synchronized void start() {
    if (thread.getState() == Thread.State.NEW && !stopping) {
      queue.onDue(signal::raise);
      thread.start();
      started = true;
    }
  }

  /**
   * Looks for due entries at once: for use after the clock was stepped or the worker's capacity
   * grew.
   */
  public void wake() {
    signal.raise();
  }

  /**
   * Also claims one quarantined entry, if one is due.
   *
   * @param latestMs epoch milliseconds; an entry due later than this counts as due, because only a
   *     clock that was set back makes such a due time
   */
  public void tryQuarantined(long latestMs) {
    trial = OptionalLong.of(latestMs);
    signal.raise();
  }

  /**
   * Reports whether the runner makes progress. It does not if its thread has died or spends more
   * than a minute in one step. Nor does it if the worker returns nothing for too long.
   *
   * @param tooLong how long the worker may return nothing while it has entries
   * @return what makes no progress; empty if all is well, not started or stopping
   */
  public Optional<StalledThread> stalled(Duration tooLong) {
    if (!started || stopping) {
      return Optional.empty();
    }
    if (!thread.isAlive()) {
      return Optional.of(stalled(Duration.ZERO, "has ended by an error; see the log"));
    }
    return progress
        .step()
        .map(duration -> stalled(duration, "waits for one step of the outbox"))
        .or(() -> progress.worker(tooLong).map(time -> stalled(time, "has had no answer")));
  }

  private StalledThread stalled(Duration duration, String what) {
    return new StalledThread(thread.getName(), duration, what);
  }

  /** How many entries are claimed and not settled yet. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Claims nothing more; claimed entries continue. */
  public void stop() {
    stopping = true;
    signal.raise();
  }

  /**
   * Stops, and waits until all claimed entries are settled.
   *
   * @param patience the longest wait
   * @return false if entries were still unsettled at its end
   */
  public boolean close(Duration patience) {
    stop();
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    while (thread.isAlive() && deadline > System.nanoTime()) {
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** Stops, and waits up to 5 s until all claimed entries are settled. */
  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  private void run() {
    while (!stopping || inFlight.get() > 0) {
      try {
        progress.stepBegins();
        step();
        storeWorks();
      } catch (RuntimeException e) {
        storeFailed(e);
      }
    }
  }

  private void step() {
    failIfSettlingFailed();
    settleFinished();
    if (claim() == 0) {
      long sleepMs = sleepMs();
      progress.rests();
      signal.await(sleepMs);
    }
  }

  private void settleFinished() {
    List<Settlement> batch = new ArrayList<>();
    for (Settlement next = finished.poll(); next != null; next = finished.poll()) {
      batch.add(next);
    }
    if (!batch.isEmpty()) {
      queue.settle(batch).whenComplete((done, failure) -> settled(batch, failure));
    }
  }

  private void settled(List<Settlement> batch, @Nullable Throwable failure) {
    if (failure == null) {
      inFlight.addAndGet(-batch.size());
    } else {
      finished.addAll(batch);
      settlingFailed = failure;
    }
    signal.raise();
  }

  private void failIfSettlingFailed() {
    Throwable failure = settlingFailed;
    if (failure != null) {
      settlingFailed = null;
      throw new CompletionException(failure);
    }
  }

  private int claim() {
    int wanted = stopping ? 0 : worker.capacity(inFlight.get());
    if (wanted <= 0) {
      return 0;
    }
    int tried = take(quarantined());
    return tried + (wanted > tried ? take(queue.claim(wanted - tried).join()) : 0);
  }

  /** One at a time, so that capacity is left for the topic's other entries. */
  private List<Entry> quarantined() {
    OptionalLong latestMs = trial;
    if (latestMs.isEmpty()) {
      return List.of();
    }
    trial = OptionalLong.empty();
    return queue.claimQuarantined(latestMs.getAsLong(), 1).join();
  }

  private int take(List<Entry> claimed) {
    inFlight.addAndGet(claimed.size());
    claimed.forEach(this::process);
    return claimed.size();
  }

  private void process(Entry entry) {
    progress.started();
    begin(entry)
        .whenComplete(
            (settlement, failure) -> {
              progress.finished();
              finished.add(failure == null ? settlement : unexpected(entry, failure));
              signal.raise();
            });
  }

  /**
   * An exception of the worker must not affect the other claimed entries, nor leave this one
   * unsettled.
   */
  private CompletionStage<Settlement> begin(Entry entry) {
    try {
      return worker.handle(entry);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Settlement unexpected(Entry entry, Throwable failure) {
    log.error("{} failed unexpectedly", entry, failure);
    return Settlement.later(entry, "unexpected: " + failure, clock.millis() + STORE_RETRY_MS);
  }

  private long sleepMs() {
    return Math.max(0, Math.min(untilDueMs(), LONGEST_SLEEP_MS));
  }

  private long untilDueMs() {
    if (stopping) {
      return LONGEST_SLEEP_MS;
    }
    if (worker.capacity(inFlight.get()) <= 0) {
      return untilCapacityMs();
    }
    OptionalLong due = queue.nextDue().join();
    long wait = due.orElse(Long.MAX_VALUE) - clock.millis();
    if (due.isPresent() && wait > longestWait.toMillis()) {
      // Only a clock that was set back makes such a due time.
      queue.clampDue(clock.millis()).join();
      return 0;
    }
    return wait;
  }

  private long untilCapacityMs() {
    long wait = worker.nextCapacityAtMs().orElse(Long.MAX_VALUE) - clock.millis();
    // If capacity was due but did not grow, claimed entries use it; their settlement wakes this
    // thread.
    return wait <= 0 && inFlight.get() > 0 ? LONGEST_SLEEP_MS : wait;
  }

  private void storeFailed(RuntimeException e) {
    if (!storeFails) {
      storeFails = true;
      log.warn("{} waits for the store: {}", queue.topic(), Futures.cause(e).getMessage());
    }
    progress.rests();
    signal.rest(STORE_RETRY_MS);
  }

  private void storeWorks() {
    if (storeFails && settlingFailed == null) {
      storeFails = false;
      log.info("{} continues: the store works again", queue.topic());
    }
  }
}
