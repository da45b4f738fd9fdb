package io.botfunnel.tracking.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work that waits for the writer, and the promise to whoever submitted it. */
final class Job<T> {
  private final Work<T> work;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private @Nullable T result;

  Job(Work<T> work) {
    this.work = work;
  }

  CompletableFuture<T> done() {
    return done;
  }

  void run(Transaction tx) throws SQLException {
    result = work.run(tx);
  }

  @SuppressWarnings("NullAway") // complete() accepts null, which a Work<Void> gives
  void complete() {
    done.complete(result);
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }
}
