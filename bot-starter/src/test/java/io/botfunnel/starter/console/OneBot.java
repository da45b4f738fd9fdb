package io.botfunnel.starter.console;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A running bot with its console for all the tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneBot {
  TestBot given;
  BotApplication bot;
  Operator operator;
  Path folder;

  @BeforeAll
  final void startBot(@TempDir Path folder) {
    this.folder = folder;
    given = new TestBot(folder).withConsole();
    bot = given.start(context -> {});
    operator = Operator.of(bot.console().orElseThrow());
  }

  @AfterAll
  final void stopBot() {
    bot.close();
    given.close();
  }
}
