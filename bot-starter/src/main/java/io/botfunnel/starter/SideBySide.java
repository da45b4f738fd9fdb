package io.botfunnel.starter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Does the same with each of several bots at once, so that a stop takes no longer than of one. */
final class SideBySide {
  private SideBySide() {}

  /** Returns when all is done. */
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
