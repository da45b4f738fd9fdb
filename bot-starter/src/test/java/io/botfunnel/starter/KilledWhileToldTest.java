package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that is killed (SIGKILL) while it is told of a conversion. */
@Tag("slow")
class KilledWhileToldTest {
  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void isToldAgainUntilItsHandlerHasReturnedAndOnceOtherwise() throws Exception {
    ChildBot child = new ChildBot(folder, TellingBot.class);
    try (TestBot given = new TestBot(folder)) {
      Path hang = Files.createFile(folder.resolve("hang"));
      given.telegram.user(42).says("tx-1");
      for (int kill = 1; kill <= KILLS; kill++) {
        int times = kill;
        Process bot = child.start(given);
        await().atMost(Duration.ofSeconds(60)).until(() -> told("begun dep-tx-1") == times);
        bot.destroyForcibly().waitFor();
      }
      Files.delete(hang);
      liveUntil(child, given, "done dep-tx-1");
      given.telegram.user(42).says("tx-2");
      liveUntil(child, given, "done dep-tx-2");
      assertThat(lines())
          .containsExactly(
              "begun dep-tx-1",
              "begun dep-tx-1",
              "begun dep-tx-1",
              "done dep-tx-1",
              "begun dep-tx-2",
              "done dep-tx-2");
      assertThat(given.telegram.sentTo(42))
          .extracting(SentMessage::text)
          .containsExactly("thanks for dep-tx-1", "thanks for dep-tx-2");
    }
  }

  /** Runs it until it has written that, and ends it as a service manager does. */
  private void liveUntil(ChildBot child, TestBot given, String line) throws Exception {
    Process bot = child.start(given);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> told(line) == 1);
      bot.destroy();
      assertThat(bot.waitFor(10, TimeUnit.SECONDS)).as(child.log()).isTrue();
    } finally {
      bot.destroyForcibly().waitFor();
    }
  }

  private int told(String line) throws IOException {
    return Collections.frequency(lines(), line);
  }

  private List<String> lines() throws IOException {
    Path told = folder.resolve("told");
    return Files.exists(told) ? Files.readAllLines(told) : List.of();
  }
}
