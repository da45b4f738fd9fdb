package io.botfunnel.starter.web;

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
public final class Patience implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ExecutorService askers;
  private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);

  /**
   * @param asker the name of its threads
   */
  public Patience(String asker) {
    askers =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, asker);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns the result of a query.
   *
   * @throws OutboxUnavailableException if the query fails or does not complete in time
   */
  public <T> @Nullable T ask(Supplier<@Nullable T> question) {
    if (!overdue.isDone()) {
      throw late();
    }
    CompletableFuture<@Nullable T> asked = CompletableFuture.supplyAsync(question, askers);
    try {
      return asked.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        overdue = asked;
        throw late();
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static OutboxUnavailableException late() {
    return new OutboxUnavailableException(
        "The outbox has not answered within %d s. It goes on automatically; if it lasts, run doctor"
            .formatted(PATIENCE.toSeconds()));
  }

  @Override
  public void close() {
    askers.shutdownNow();
  }
}
