package io.botfunnel.tracking.internal.store.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for the writer and returns its result, or rethrows its exception unwrapped. */
public final class Futures {
  private Futures() {}

  public static <T> T of(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
