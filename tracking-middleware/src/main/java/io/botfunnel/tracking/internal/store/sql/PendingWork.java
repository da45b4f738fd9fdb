package io.botfunnel.tracking.internal.store.sql;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work that waits for the writer, with the future that its caller holds. */
final class PendingWork<T> {
  private final TransactionWork<T> work;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private @Nullable T result;

  PendingWork(TransactionWork<T> work) {
    this.work = work;
  }

  CompletableFuture<T> done() {
    return done;
  }

  void run(Transaction tx) throws SQLException {
    result = work.run(tx);
  }

  @SuppressWarnings("NullAway") // complete() accepts null, the result of work without one
  void complete() {
    done.complete(result);
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }
}
