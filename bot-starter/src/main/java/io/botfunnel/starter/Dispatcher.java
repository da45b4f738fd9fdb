package io.botfunnel.starter;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.LaneWorker;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Settlement;
import io.botfunnel.tracking.lane.State;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what waits in a topic to the author's code: one at a time per lane, lanes side by side.
 * What was in hand when the process died is remembered on disk, and tried alone then. Safe for use
 * from any thread.
 */
final class Dispatcher implements LaneWorker {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private static final long RETRY_MS = 1_000;

  /** How soon an entry that waits for another suspect is looked at again. */
  private static final long SUSPECT_WAIT_MS = 50;

  private final Lanes lanes;
  private final Handling handling;
  private final Failures failures;
  private final Running running;
  private final ExecutorService pool;
  private final Clock clock;
  private final int threads;

  /** How many attempts on an entry have failed in this process, which so did not die of them. */
  private final Map<Long, Integer> survived = new ConcurrentHashMap<>();

  private volatile boolean stopping;

  Dispatcher(
      Lanes lanes,
      Handling handling,
      Failures failures,
      Running running,
      ExecutorService pool,
      Clock clock,
      int threads) {
    this.lanes = lanes;
    this.handling = handling;
    this.failures = failures;
    this.running = running;
    this.pool = pool;
    this.clock = clock;
    this.threads = threads;
  }

  /** From now on what fails is kept for the next start: it was interrupted. */
  void stopping() {
    stopping = true;
  }

  /** A handler that hangs holds its own lane only: another thread takes its place. */
  @Override
  public int capacity(int inHand) {
    return threads + running.hanging() - inHand;
  }

  @Override
  public OptionalLong nextCapacityAtMs() {
    return OptionalLong.empty();
  }

  @Override
  public CompletionStage<Settlement> handle(Entry entry) {
    int deaths = entry.attempts() - survived.getOrDefault(entry.id(), 0);
    Optional<Settlement> instead = failures.insteadOfATry(entry, deaths);
    if (instead.isPresent()) {
      return CompletableFuture.completedFuture(instead.get());
    }
    if (deaths > 0 && !running.claimSuspect(entry)) {
      // Suspects run one at a time, so that the next death tells which one it was.
      return CompletableFuture.completedFuture(
          Settlement.held(entry, clock.millis() + SUSPECT_WAIT_MS));
    }
    return CompletableFuture.supplyAsync(() -> run(entry), pool);
  }

  private Settlement run(Entry entry) {
    running.begin(entry);
    try {
      lanes.mark(entry).join();
      return settled(entry, handling.handle(entry.body()));
    } catch (CompletionException notMarked) {
      return Settlement.held(entry, clock.millis() + RETRY_MS);
    } finally {
      running.end(entry);
    }
  }

  private Settlement settled(Entry entry, @Nullable Throwable failure) {
    if (failure == null) {
      survived.remove(entry.id());
      return Settlement.delivered(entry);
    }
    int times = survived.merge(entry.id(), 1, Integer::sum);
    if (stopping || outboxUnavailable(failure)) {
      log.warn("{} will be handled again: {}", entry, failure.toString());
      return Settlement.held(entry, clock.millis() + RETRY_MS);
    }
    Settlement settlement =
        failure instanceof UnreadableEntryException
            ? Settlement.refused(entry, "unreadable: " + failure.getMessage())
            : failures.after(entry, failure, times);
    if (settlement.fate().state() != State.WAITING) {
      survived.remove(entry.id());
    }
    return settlement;
  }

  private static boolean outboxUnavailable(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof OutboxUnavailableException || outboxUnavailable(failure.getCause()));
  }
}
