package io.botfunnel.starter;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bot in a process of its own, whose handler ends the process when it is told so: at once, or in
 * an orderly way if a file {@code orderly} is in its folder, and not at all if {@code mended} is.
 */
final class DyingBot {
  /** With which it ends. */
  static final int CODE = 9;

  private DyingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        context -> {
          if (context.text().equals("die") && !Files.exists(Path.of("mended"))) {
            die();
          }
          context.reply("handled " + context.text());
        });
  }

  private static void die() {
    if (Files.exists(Path.of("orderly"))) {
      System.exit(CODE);
    }
    Runtime.getRuntime().halt(CODE);
  }
}
