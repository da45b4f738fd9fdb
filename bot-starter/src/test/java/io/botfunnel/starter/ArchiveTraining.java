package io.botfunnel.starter;

import java.nio.file.Path;
import org.awaitility.Awaitility;

/** Loads what child JVMs of the tests load: a bot with its page answers a start. */
final class ArchiveTraining {
  private ArchiveTraining() {}

  /**
   * Runs once.
   *
   * @param arguments the folder in which the outbox is made
   */
  public static void main(String... arguments) {
    try (TestBot given = new TestBot(Path.of(arguments[0])).withConsole();
        BotApplication bot = given.start(context -> context.reply("Hello!"))) {
      given.telegram.user(42).starts("fb_click");
      Awaitility.await().until(() -> bot.health().outbox().delivered() > 1);
    }
  }
}
