package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cached value that is expensive to query. It is queried at most once per interval, on a thread
 * that may block, and never twice at a time. Thread-safe.
 */
final class CachedQuery<T> {
  private static final Logger log = LoggerFactory.getLogger(CachedQuery.class);

  private final Supplier<T> query;
  private final Duration interval;
  private final Clock clock;
  private final Executor executor;
  private volatile @Nullable T value;
  private Instant startedAt = Instant.MIN;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  CachedQuery(Supplier<T> query, Duration interval, Clock clock, Executor executor) {
    this.query = query;
    this.interval = interval;
    this.clock = clock;
    this.executor = executor;
  }

  /** Returns the last value; null before the first query and after one that failed. */
  @Nullable T value() {
    return value;
  }

  /** Refreshes the cached value if it is stale; completes when it is current. */
  synchronized CompletableFuture<Void> refresh() {
    Instant now = clock.instant();
    if (running.isDone() && isStale(now)) {
      startedAt = now;
      running = CompletableFuture.runAsync(this::run, executor);
    }
    return running;
  }

  /**
   * Returns whether the value is stale. It is also stale if the clock was set back, which must not
   * preserve a value until the clock has caught up.
   */
  private boolean isStale(Instant now) {
    return now.isBefore(startedAt) || !now.isBefore(startedAt.plus(interval));
  }

  private void run() {
    try {
      value = query.get();
    } catch (OutboxUnavailableException unavailable) {
      value = null;
    } catch (RuntimeException e) {
      value = null;
      log.warn("a metric could not be queried, unexpectedly", e);
    }
  }
}
