package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that is killed (SIGKILL) from outside while it handles updates that do no harm. */
class InnocentUpdateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private ChildBot child;

  @BeforeEach
  void program() {
    child = new ChildBot(folder, HangingBot.class);
  }

  @Test
  void isHandledHoweverOftenTheBotIsKilledWhileItHangs() throws Exception {
    int kills = 5;
    Path hang = Files.createFile(folder.resolve("hang"));
    try (TestBot given = new TestBot(folder)) {
      given.telegram.user(1).says("slow");
      for (int kill = 1; kill <= kills; kill++) {
        int times = kill;
        Process bot = child.start(given);
        await().atMost(PATIENCE).until(() -> begun("slow") == times);
        String other = "hello " + kill;
        given.telegram.user(2).says(other);
        await().atMost(PATIENCE).until(() -> isAnswered(given, 2, other));
        bot.destroyForcibly().waitFor();
      }
      Files.delete(hang);
      Process bot = child.start(given);
      try {
        await().atMost(PATIENCE).until(() -> !given.telegram.sentTo(1).isEmpty());
      } finally {
        bot.destroyForcibly().waitFor();
      }
      assertThat(given.telegram.sentTo(1)).extracting(SentMessage::text).containsExactly("slow");
      assertThat(begun("slow")).isEqualTo(kills + 1);
      assertThat(child.log()).doesNotContain("set aside", "is quarantined");
    }
  }

  private static boolean isAnswered(TestBot given, long user, String text) {
    return given.telegram.sentTo(user).stream().anyMatch(sent -> sent.text().equals(text));
  }

  private int begun(String text) throws IOException {
    Path begun = folder.resolve("begun");
    List<String> lines = Files.exists(begun) ? Files.readAllLines(begun) : List.of();
    return Collections.frequency(lines, text);
  }
}
