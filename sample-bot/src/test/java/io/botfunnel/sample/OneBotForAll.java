package io.botfunnel.sample;

import io.botfunnel.testkit.xtracker.RecordedEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One bot serves all the tests of a class; every test is another user of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneBotForAll {
  SampleBotUnderTest bot;
  private long lastUser = 1_000;

  @BeforeAll
  void startBot(@TempDir Path folder) {
    bot = new SampleBotUnderTest(folder);
  }

  @AfterAll
  void stopBot() {
    bot.close();
  }

  final long newUser() {
    return ++lastUser;
  }

  final String told(long user, String text) {
    return bot.answerTo(user, it -> it.says(text)).text();
  }

  final List<RecordedEvent> eventsOf(String eid) {
    return bot.recorded().events().stream().filter(event -> eid.equals(event.eid())).toList();
  }
}
