package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.dispatch.HandlerGate.Turn;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.LaneWorker;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the waiting entries of a topic to the author's code: one at a time per lane, lanes in
 * parallel. An entry whose handler was running when a process ended is a suspect and runs alone.
 * Thread-safe.
 */
final class HandlerWorker implements LaneWorker {
  private static final Logger log = LoggerFactory.getLogger(HandlerWorker.class);

  private static final long RETRY_MS = 1_000;

  /** Limits the number of threads that waiting suspects can cost. */
  private static final int MOST_WAITING = 240;

  private final Queue queue;
  private final EntryHandler handling;
  private final FailurePolicy failures;
  private final HandlerWatchdog watchdog;
  private final HandlerGate gate;
  private final QuarantineTrials trials;
  private final ExecutorService pool;
  private final Clock clock;
  private final int threads;
  private final Runnable capacityGrew;

  /** Counts the failures of each entry in this process, by entry id. */
  private final Map<Long, Integer> failed = new ConcurrentHashMap<>();

  private final Set<SuspectRun> loneRuns = ConcurrentHashMap.newKeySet();
  private final AtomicInteger suspectsWaiting = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * @param capacityGrew called when the worker can accept more entries than before
   */
  HandlerWorker(
      Queue queue,
      EntryHandler handling,
      FailurePolicy failures,
      HandlerWatchdog watchdog,
      HandlerGate gate,
      QuarantineTrials trials,
      ExecutorService pool,
      Clock clock,
      int threads,
      Runnable capacityGrew) {
    this.queue = queue;
    this.handling = handling;
    this.failures = failures;
    this.watchdog = watchdog;
    this.gate = gate;
    this.trials = trials;
    this.pool = pool;
    this.clock = clock;
    this.threads = threads;
    this.capacityGrew = capacityGrew;
  }

  /**
   * From now on entries that fail wait for the next start, because their handlers were interrupted.
   */
  void stopping() {
    stopping = true;
  }

  /**
   * Begins no further handlers. From now on the end of the process counts only against handlers
   * that cause it.
   */
  void stop() {
    gate.shut();
    loneRuns.stream().filter(run -> !run.isEndingTheProcess()).forEach(SuspectRun::letOthersGoOn);
  }

  /** Lets other handlers run beside suspects that are overdue. */
  void watch() {
    for (SuspectRun run : loneRuns) {
      if (run.isOverdue() && run.letOthersGoOn()) {
        watchdog.report(run.entry(), gate.atMost());
        capacityGrew.run();
      }
    }
  }

  /**
   * Returns how many more entries the worker accepts. A handler that hangs, or a suspect that waits
   * for its turn, blocks only its own lane: another thread takes its place.
   */
  @Override
  public int capacity(int inFlight) {
    return threads + watchdog.hanging() + suspectsWaiting.get() - inFlight;
  }

  @Override
  public OptionalLong nextCapacityAtMs() {
    return OptionalLong.empty();
  }

  @Override
  public CompletionStage<Settlement> handle(Entry entry) {
    return CompletableFuture.supplyAsync(() -> run(entry), pool);
  }

  private Settlement run(Entry entry) {
    try {
      Optional<Turn> turn = gate.enter();
      return turn.isPresent() ? runBesideOthers(entry, turn.get()) : notRun(entry);
    } catch (InterruptedException stopped) {
      return notRun(entry);
    } catch (CompletionException notRecorded) {
      return notRun(entry);
    }
  }

  private Settlement notRun(Entry entry) {
    return Settlement.held(entry, clock.millis() + RETRY_MS);
  }

  private Settlement runBesideOthers(Entry entry, Turn turn) throws InterruptedException {
    Optional<Suspicion> suspicion;
    try {
      suspicion = queue.begin(entry).join();
      if (suspicion.isEmpty()) {
        return settled(entry, call(entry), false);
      }
    } finally {
      gate.leave(turn);
    }
    return suspect(entry, suspicion.get());
  }

  private Settlement suspect(Entry entry, Suspicion suspicion) throws InterruptedException {
    if (QuarantineTrials.isProven(suspicion)) {
      return quarantined(entry, suspicion);
    }
    long mayRunAtMs = trials.mayRunAtMs(suspicion);
    if (mayRunAtMs > clock.millis()) {
      return Settlement.held(entry, mayRunAtMs);
    }
    Optional<Turn> turn = enterAlone();
    return turn.isPresent()
        ? runAlone(new SuspectRun(queue, gate, turn.get(), entry, suspicion), suspicion)
        : notRun(entry);
  }

  private Settlement quarantined(Entry entry, Suspicion suspicion) {
    Suspicion set = trials.quarantined(suspicion);
    long nextAtMs = set.nextTrialAtMs() == null ? clock.millis() : set.nextTrialAtMs();
    String reason = "the process died %d times while it ran alone".formatted(suspicion.deaths());
    log.error(
        "{} is quarantined: {}. Its next trial is after {}",
        entry,
        reason,
        Instant.ofEpochMilli(nextAtMs));
    return Settlement.quarantined(entry, reason, nextAtMs);
  }

  private Optional<Turn> enterAlone() throws InterruptedException {
    if (suspectsWaiting.get() < MOST_WAITING) {
      suspectsWaiting.incrementAndGet();
      capacityGrew.run();
      try {
        return gate.enterAlone();
      } finally {
        suspectsWaiting.decrementAndGet();
      }
    }
    return gate.enterAlone();
  }

  private Settlement runAlone(SuspectRun run, Suspicion suspicion) {
    Entry entry = run.entry();
    if (!run.begin(trials.ifItDies(suspicion))) {
      return notRun(entry);
    }
    loneRuns.add(run);
    Throwable failure = null;
    try {
      failure = call(entry);
    } finally {
      loneRuns.remove(run);
      run.end(stopping ? suspicion : trials.cleared(suspicion));
    }
    return settled(entry, failure, suspicion.isQuarantined());
  }

  private @Nullable Throwable call(Entry entry) {
    watchdog.begin(entry);
    try {
      return handling.handle(entry.body());
    } finally {
      watchdog.end(entry);
    }
  }

  private Settlement settled(Entry entry, @Nullable Throwable failure, boolean wasQuarantined) {
    Settlement settlement = settlementOf(entry, failure);
    if (settlement.result().state() != State.WAITING) {
      failed.remove(entry.id());
    } else if (!(stopping && wasQuarantined)) {
      queue.end(entry).join();
    }
    return settlement;
  }

  private Settlement settlementOf(Entry entry, @Nullable Throwable failure) {
    if (failure == null) {
      return Settlement.delivered(entry);
    }
    if (stopping || outboxUnavailable(failure)) {
      log.warn("{} will be handled again: {}", entry, failure.toString());
      return Settlement.held(entry, clock.millis() + RETRY_MS);
    }
    if (failure instanceof UnreadableEntryException) {
      return Settlement.refused(entry, "unreadable: " + failure.getMessage());
    }
    return failures.after(entry, failure, failed.merge(entry.id(), 1, Integer::sum));
  }

  private static boolean outboxUnavailable(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof OutboxUnavailableException || outboxUnavailable(failure.getCause()));
  }
}
