package io.botfunnel.bot.telegram;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits that Telegram asked for. Closing ends all of them. Thread-safe. */
public final class InterruptibleDelays implements AutoCloseable {
  /** The longest wait; if Telegram asks for more, the caller gets Telegram's error instead. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final Set<CompletableFuture<Boolean>> waits = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Returns a future that completes with true when the time has passed, or with false if the wait
   * is cut short.
   */
  @SuppressWarnings("CollectionUndefinedEquality") // identity is meant
  CompletableFuture<Boolean> of(long millis) {
    CompletableFuture<Boolean> wait = new CompletableFuture<>();
    waits.add(wait);
    if (closed) {
      wait.complete(false);
    }
    return wait.completeOnTimeout(true, millis, TimeUnit.MILLISECONDS)
        .whenComplete((over, failure) -> waits.remove(wait));
  }

  /**
   * Waits. Returns false if the wait is cut short by a close or by an interrupt; the interrupt flag
   * stays set.
   */
  public boolean await(long millis) {
    CompletableFuture<Boolean> wait = of(millis);
    try {
      return wait.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    waits.forEach(wait -> wait.complete(false));
  }
}
