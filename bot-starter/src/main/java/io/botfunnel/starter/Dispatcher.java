package io.botfunnel.starter;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.LaneWorker;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Settlement;
import java.time.Clock;
import java.util.Map;
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
 * Hands updates from the inbox to the bot's handler: one at a time per chat, chats side by side. An
 * update that was in hand when the process died is remembered on disk; after three such deaths it
 * is set aside. Safe for use from any thread.
 */
final class Dispatcher implements LaneWorker {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** A handler that took the process down so often is not given another chance. */
  static final int MOST_DEATHS = 3;

  private static final long RETRY_MS = 1_000;

  /** How soon an update that waits for another suspect is looked at again. */
  private static final long SUSPECT_WAIT_MS = 50;

  private final Lanes lanes;
  private final Handling handling;
  private final Running running;
  private final ExecutorService pool;
  private final Clock clock;
  private final int threads;
  private final int retries;
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  Dispatcher(
      Lanes lanes,
      Handling handling,
      Running running,
      ExecutorService pool,
      Clock clock,
      int threads,
      int retries) {
    this.lanes = lanes;
    this.handling = handling;
    this.running = running;
    this.pool = pool;
    this.clock = clock;
    this.threads = threads;
    this.retries = retries;
  }

  /** From now on an update whose handler fails is kept for the next start: it was interrupted. */
  void stopping() {
    stopping = true;
  }

  /** A handler that hangs holds its own chat only: another thread takes its place. */
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
    if (entry.attempts() >= MOST_DEATHS) {
      return CompletableFuture.completedFuture(setAside(entry));
    }
    if (entry.attempts() > 0 && !running.claimSuspect(entry)) {
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
      failures.remove(entry.id());
      return Settlement.delivered(entry);
    }
    if (stopping || outboxUnavailable(failure)) {
      log.warn("{} will be handled again: {}", entry, failure.toString());
      return Settlement.held(entry, clock.millis() + RETRY_MS);
    }
    if (failure instanceof UnreadableEntryException) {
      return Settlement.refused(entry, "unreadable: " + failure.getMessage());
    }
    return handlerFailed(entry, failure);
  }

  private Settlement handlerFailed(Entry entry, Throwable failure) {
    int times = failures.merge(entry.id(), 1, Integer::sum);
    if (times <= retries) {
      log.warn(
          "the handler failed on {} and is tried again ({} of {})", entry, times, retries, failure);
      return Settlement.held(entry, clock.millis() + RETRY_MS * times);
    }
    failures.remove(entry.id());
    log.error("the handler failed on {}; the update counts as handled", entry, failure);
    return Settlement.delivered(entry);
  }

  private static boolean outboxUnavailable(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof OutboxUnavailableException || outboxUnavailable(failure.getCause()));
  }

  private static Settlement setAside(Entry entry) {
    log.error(
        "{} is set aside: the process died {} times while it was handled", entry, entry.attempts());
    return Settlement.refused(
        entry, "the process died %d times while it was handled".formatted(entry.attempts()));
  }
}
