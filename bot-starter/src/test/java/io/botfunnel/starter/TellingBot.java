package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A bot in a process of its own that writes into its folder what it is told; while a file {@code
 * hang} is there its handler does not return.
 */
final class TellingBot {
  private TellingBot() {}

  public static void main(String[] args) {
    BotApplication.run(
        Bot.handling(context -> context.tracking().deposit("25", "USD", context.text()))
            .onConversion(
                (conversion, user) -> {
                  write("begun " + conversion.eid());
                  if (Files.exists(Path.of("hang"))) {
                    new CountDownLatch(1).await();
                  }
                  user.say("thanks for " + conversion.eid());
                  write("done " + conversion.eid());
                }));
  }

  private static void write(String line) throws IOException {
    Files.writeString(
        Path.of("told"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
