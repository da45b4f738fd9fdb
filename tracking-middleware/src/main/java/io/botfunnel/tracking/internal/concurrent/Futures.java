package io.botfunnel.tracking.internal.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes results and faults out of futures. Safe for use from any thread. */
public final class Futures {
  private Futures() {}

  /**
   * Waits for a future without regard to interrupts.
   *
   * @return its result
   * @throws CompletionException if it failed with a checked exception; a {@link RuntimeException}
   *     is thrown unwrapped
   */
  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The exception that a future failed with, without the one that the future wraps around it. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
    return wraps && cause != null ? cause : failure;
  }
}
