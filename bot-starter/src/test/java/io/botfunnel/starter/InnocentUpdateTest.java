package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.telegram.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that is killed (SIGKILL) from outside while it handles updates that do no harm. */
@Tag("slow")
class InnocentUpdateTest {
  private static final int KILLS = Thoroughness.of("botfunnel.kills", 2, 4);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private ChildBot child;

  @BeforeEach
  void program() {
    child = new ChildBot(folder, HangingBot.class);
  }

  @Test
  void isHandledHoweverOftenTheBotIsKilledWhileItHangs() throws Exception {
    Path hang = Files.createFile(folder.resolve("hang"));
    try (TestBot given = new TestBot(folder)) {
      given.telegram.user(1).says("slow");
      for (int kill = 1; kill <= KILLS; kill++) {
        liveWhileItHangs(given, kill);
      }
      Files.delete(hang);
      Process bot = child.start(given);
      try {
        await().atMost(PATIENCE).until(() -> !given.telegram.sentTo(1).isEmpty());
      } finally {
        bot.destroyForcibly().waitFor();
      }
      assertThat(given.telegram.sentTo(1)).extracting(SentMessage::text).containsOnly("slow");
      assertThat(begun("slow")).isGreaterThan(KILLS);
      assertThat(child.log()).doesNotContain("gave up", "is quarantined");
    }
  }

  /** Until another chat is answered. */
  private void liveWhileItHangs(TestBot given, int times) throws Exception {
    Process bot = child.start(given);
    try {
      await().atMost(PATIENCE).until(() -> begun("slow") == times);
      String other = "hello " + times;
      given.telegram.user(2).says(other);
      await().atMost(PATIENCE).until(() -> isAnswered(given, 2, other));
    } finally {
      bot.destroyForcibly().waitFor();
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
