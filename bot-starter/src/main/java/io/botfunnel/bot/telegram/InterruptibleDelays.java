package io.botfunnel.bot.telegram;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The waits for Telegram that are going on; closing ends all of them. Thread-safe. */
public final class InterruptibleDelays implements AutoCloseable {
  /** Who is asked to wait longer than this is told so instead. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final Set<CompletableFuture<Boolean>> waits = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Completes with true once the time has passed, with false where it was cut short. */
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

  /** Waits; false where it was cut short, by a close or an interrupt, which is kept. */
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
