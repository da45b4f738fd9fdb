package io.botfunnel.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A bot in a process of its own that replies with what it was sent. Its handler does not return
 * from "slow" while a file {@code hang} is in its folder; it writes into {@code begun} what it has
 * begun on.
 */
final class HangingBot {
  private HangingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        context -> {
          begun(context.text());
          if (context.text().equals("slow") && Files.exists(Path.of("hang"))) {
            new CountDownLatch(1).await();
          }
          context.reply(context.text());
        });
  }

  private static void begun(String text) throws IOException {
    Files.writeString(
        Path.of("begun"), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
