package io.botfunnel.starter.console;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queries the outbox and waits at most two seconds, because an unreachable database takes long to
 * fail. After a timeout, further queries fail at once until the late one completes. Thread-safe.
 */
final class BoundedQueries implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ExecutorService executor;
  private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);

  /**
   * @param threadName the name of its threads
   */
  BoundedQueries(String threadName) {
    executor =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns the result of a query.
   *
   * @throws OutboxUnavailableException if the query fails or does not complete in time
   */
  <T> @Nullable T get(Supplier<@Nullable T> query) {
    if (!overdue.isDone()) {
      throw timedOut();
    }
    CompletableFuture<@Nullable T> result = CompletableFuture.supplyAsync(query, executor);
    try {
      return result.copy().orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        overdue = result;
        throw timedOut();
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static OutboxUnavailableException timedOut() {
    return new OutboxUnavailableException(
        "The outbox has not answered within %d s. It resumes automatically; if it lasts, run doctor"
            .formatted(TIMEOUT.toSeconds()));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
