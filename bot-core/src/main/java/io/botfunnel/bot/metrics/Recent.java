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
final class Recent<T> {
  private static final Logger log = LoggerFactory.getLogger(Recent.class);

  private final Supplier<T> question;
  private final Duration interval;
  private final Clock clock;
  private final Executor asker;
  private volatile @Nullable T answer;
  private Instant lastAsked = Instant.MIN;
  private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);

  Recent(Supplier<T> question, Duration interval, Clock clock, Executor asker) {
    this.question = question;
    this.interval = interval;
    this.clock = clock;
    this.asker = asker;
  }

  /** Returns the last value; null before the first query and after one that failed. */
  @Nullable T known() {
    return answer;
  }

  /** Refreshes the cached value if it is stale; completes when it is current. */
  synchronized CompletableFuture<Void> refresh() {
    Instant now = clock.instant();
    if (asking.isDone() && isOld(now)) {
      lastAsked = now;
      asking = CompletableFuture.runAsync(this::ask, asker);
    }
    return asking;
  }

  /**
   * Returns whether the value is stale. It is also stale if the clock was set back, which must not
   * preserve a value until the clock has caught up.
   */
  private boolean isOld(Instant now) {
    return now.isBefore(lastAsked) || !now.isBefore(lastAsked.plus(interval));
  }

  private void ask() {
    try {
      answer = question.get();
    } catch (OutboxUnavailableException notNow) {
      answer = null;
    } catch (RuntimeException e) {
      answer = null;
      log.warn("a metric is not known for a reason that was not foreseen", e);
    }
  }
}
