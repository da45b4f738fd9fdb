package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.concurrent.DaemonThread;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the outbox responds. It checks at most once a second, on a thread that may wait
 * for the outbox. A caller waits at most two seconds, and not at all while an earlier check is
 * overdue. Safe for use from any thread.
 */
final class OutboxProbe implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final long THREAD_RESTS_SECONDS = 10;

  private static final String LATE =
      "The outbox has not answered within %d s. It resumes automatically; if it lasts, run doctor"
          .formatted(LONGEST_WAIT.toSeconds());

  private final Runnable check;
  private final Clock clock;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor executor;
  private @Nullable CompletableFuture<Void> asked;
  private long askedAtNanos;
  private @Nullable OutboxOutage trouble;
  private boolean closed;

  /**
   * @param check returns normally if the outbox works, and throws {@link
   *     OutboxUnavailableException} if it does not
   */
  OutboxProbe(Runnable check, Clock clock, LongSupplier nanos) {
    this.check = check;
    this.clock = clock;
    this.nanos = nanos;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_RESTS_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThread.factory("botfunnel-outbox-probe"));
    executor.allowCoreThreadTimeOut(true);
  }

  /** Why the outbox does not respond, and since when; empty if it does. */
  Optional<OutboxOutage> trouble() {
    awaitAnswer(start());
    return judged();
  }

  private synchronized CompletableFuture<Void> start() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    long now = nanos.getAsLong();
    CompletableFuture<Void> before = asked;
    if (before != null && (!before.isDone() || now - askedAtNanos < EVERY_NANOS)) {
      return before;
    }
    askedAtNanos = now;
    CompletableFuture<Void> next = CompletableFuture.runAsync(check, executor);
    asked = next;
    return next;
  }

  private void awaitAnswer(CompletableFuture<Void> answer) {
    long left = Math.max(0, leftNanos());
    try {
      answer.get(left, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException judgedBelow) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized long leftNanos() {
    return LONGEST_WAIT.toNanos() - (nanos.getAsLong() - askedAtNanos);
  }

  private synchronized Optional<OutboxOutage> judged() {
    CompletableFuture<Void> latest = asked;
    if (latest != null && latest.isDone()) {
      trouble = latest.isCompletedExceptionally() ? because(reason(latest)) : null;
    } else if (leftNanos() <= 0) {
      trouble = because(LATE);
    }
    return Optional.ofNullable(trouble);
  }

  private OutboxOutage because(String reason) {
    Instant since = trouble == null ? clock.instant() : trouble.since();
    return new OutboxOutage(since, 0, reason);
  }

  private static String reason(CompletableFuture<Void> failed) {
    Throwable cause = failed.handle((done, e) -> e == null ? null : Futures.cause(e)).join();
    return cause instanceof OutboxUnavailableException
        ? String.valueOf(cause.getMessage())
        : "The outbox failed with " + cause;
  }

  @Override
  public synchronized void close() {
    closed = true;
    executor.shutdown();
  }
}
