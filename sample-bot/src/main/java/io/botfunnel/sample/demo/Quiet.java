package io.botfunnel.sample.demo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until the bot has nothing left to do. */
final class Quiet {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Quiet() {}

  /** Returns when the condition holds, or when the patience is over. */
  static void await(BooleanSupplier isQuiet, Duration patience) {
    CompletableFuture<Boolean> quiet = new CompletableFuture<>();
    try (Timetable timetable = new Timetable()) {
      timetable.every(LOOK_EVERY, () -> look(isQuiet, quiet));
      quiet.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }

  private static void look(BooleanSupplier isQuiet, CompletableFuture<Boolean> quiet) {
    if (isQuiet.getAsBoolean()) {
      quiet.complete(true);
    }
  }
}
