package io.botfunnel.tracking;

import io.botfunnel.tracking.outbox.Held;
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
 * Checks whether the outbox responds. It asks at most once a second, on a thread that may wait for
 * the outbox. A caller waits at most two seconds, and not at all while an earlier question is
 * overdue. Safe for use from any thread.
 */
final class OutboxProbe implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long THREAD_RESTS_SECONDS = 10;

  private static final String LATE =
      "The outbox has not answered within %d s. It goes on automatically; if it lasts, run doctor"
          .formatted(PATIENCE.toSeconds());

  private final Runnable question;
  private final Clock clock;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor asker;
  private @Nullable CompletableFuture<Void> asked;
  private long askedAtNanos;
  private @Nullable Held trouble;
  private boolean closed;

  /**
   * @param question returns normally if the outbox works, and throws {@link
   *     OutboxUnavailableException} if it does not
   */
  OutboxProbe(Runnable question, Clock clock, LongSupplier nanos) {
    this.question = question;
    this.clock = clock;
    this.nanos = nanos;
    this.asker =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_RESTS_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            OutboxProbe::thread);
    asker.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "botfunnel-pulse");
    thread.setDaemon(true);
    return thread;
  }

  /** Why the outbox does not respond, and since when; empty if it does. */
  Optional<Held> trouble() {
    awaitAnswer(ask());
    return judged();
  }

  private synchronized CompletableFuture<Void> ask() {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    long now = nanos.getAsLong();
    CompletableFuture<Void> before = asked;
    if (before != null && (!before.isDone() || now - askedAtNanos < EVERY_NANOS)) {
      return before;
    }
    askedAtNanos = now;
    CompletableFuture<Void> next = CompletableFuture.runAsync(question, asker);
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
    return PATIENCE.toNanos() - (nanos.getAsLong() - askedAtNanos);
  }

  private synchronized Optional<Held> judged() {
    CompletableFuture<Void> latest = asked;
    if (latest != null && latest.isDone()) {
      trouble = latest.isCompletedExceptionally() ? because(reason(latest)) : null;
    } else if (leftNanos() <= 0) {
      trouble = because(LATE);
    }
    return Optional.ofNullable(trouble);
  }

  private Held because(String reason) {
    Instant since = trouble == null ? clock.instant() : trouble.since();
    return new Held(since, 0, reason);
  }

  private static String reason(CompletableFuture<Void> failed) {
    Throwable cause =
        failed.handle((done, e) -> e == null || e.getCause() == null ? e : e.getCause()).join();
    return cause instanceof OutboxUnavailableException
        ? String.valueOf(cause.getMessage())
        : "The outbox failed with " + cause;
  }

  @Override
  public synchronized void close() {
    closed = true;
    asker.shutdown();
  }
}
