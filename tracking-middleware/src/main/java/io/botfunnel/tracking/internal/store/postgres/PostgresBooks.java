package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.table.CounterKey;
import io.botfunnel.tracking.internal.store.table.CounterTable;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The books as the database has them. While it does not answer, these are the last known ones,
 * since people look above all during an outage. Safe for use from any thread.
 */
final class PostgresBooks {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final PostgresWriter writer;
  private volatile Map<CounterKey, Long> lastKnown = Map.of();

  /** A query that timed out; until it completes, no caller waits for another. */
  private volatile CompletableFuture<?> overdue = CompletableFuture.completedFuture(null);

  PostgresBooks(PostgresWriter writer) {
    this.writer = writer;
  }

  Books of(Topic topic) {
    if (overdue.isDone()) {
      ask();
    }
    return CounterKey.books(lastKnown, topic);
  }

  private void ask() {
    CompletableFuture<Map<CounterKey, Long>> asked =
        writer.submit(tx -> CounterTable.all(tx.session()));
    try {
      lastKnown = asked.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        overdue = asked;
      } else if (!(e.getCause() instanceof OutboxUnavailableException)) {
        throw e;
      }
    }
  }
}
