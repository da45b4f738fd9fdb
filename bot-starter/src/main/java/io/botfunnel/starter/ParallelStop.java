package io.botfunnel.starter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Applies an action to several bots in parallel, so that stopping all takes no longer than stopping
 * one.
 */
final class ParallelStop {
  private ParallelStop() {}

  /** Runs the action for each bot; returns when all are done. */
  static void each(List<RunningBot> bots, Consumer<RunningBot> work) {
    CompletableFuture.allOf(
            bots.stream().map(bot -> begun(bot, work)).toArray(CompletableFuture[]::new))
        .join();
  }

  private static CompletableFuture<Void> begun(RunningBot bot, Consumer<RunningBot> work) {
    return CompletableFuture.runAsync(
        () -> work.accept(bot), task -> new Thread(task, "botfunnel-stop-" + bot.name()).start());
  }
}
