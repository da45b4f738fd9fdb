package io.botfunnel.starter;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bot in a process of its own, whose handler ends the process when it is told so: at once, or in
 * an orderly way if a file {@code orderly} is in its folder. If a file {@code spared} is there, it
 * waits for a file {@code mended} instead, and goes on.
 */
final class DyingBot {
  /** With which it ends. */
  static final int CODE = 9;

  private DyingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        context -> {
          if (context.text().equals("die")) {
            dieUnlessSpared();
          }
          context.reply("handled " + context.text());
        });
  }

  /** Ends the process with {@link #CODE}, or waits until it is mended. */
  static void dieUnlessSpared() {
    if (Files.exists(Path.of("spared"))) {
      await().forever().until(() -> Files.exists(Path.of("mended")));
      return;
    }
    if (Files.exists(Path.of("orderly"))) {
      System.exit(CODE);
    }
    Runtime.getRuntime().halt(CODE);
  }
}
