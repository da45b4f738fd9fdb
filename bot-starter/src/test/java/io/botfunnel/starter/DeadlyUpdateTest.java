package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.SentMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update whose handler really ends the process, in each of two ways. */
@Tag("slow")
class DeadlyUpdateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private ChildBot child;

  @BeforeEach
  void program() {
    child = new ChildBot(folder);
  }

  @Test
  void isQuarantinedAfterThreeDeathsWhileItRanAloneBlocksNobodyAndIsTriedAgain() throws Exception {
    try (TestBot given =
        new TestBot(folder)
            .with("bot.quarantine.alone", "30s")
            .with("bot.quarantine.trials", "3s")) {
      given.telegram.user(1).says("die");
      given.telegram.user(2).says("hello");
      given.telegram.user(1).says("after the deadly one");
      child.dies(given, DyingBot.CODE, "among others");
      Path orderly = Files.createFile(folder.resolve("orderly"));
      child.dies(given, DyingBot.CODE, "alone, by System.exit");
      Files.delete(orderly);
      child.dies(given, DyingBot.CODE, "alone, by Runtime.halt");
      child.dies(given, DyingBot.CODE, "alone once more");
      assertThat(child.log()).doesNotContain("is quarantined");
      Files.createFile(folder.resolve("spared"));
      surviveAndTryAgain(given, child.startsAndQuarantines(given));
    }
  }

  private void surviveAndTryAgain(TestBot given, Process survivor)
      throws IOException, InterruptedException {
    try {
      await().atMost(PATIENCE).until(() -> !repliesTo(given, 1).isEmpty());
      assertThat(repliesTo(given, 1)).containsExactly("handled after the deadly one");
      Files.createFile(folder.resolve("mended"));
      await().atMost(PATIENCE).until(() -> repliesTo(given, 1).contains("handled die"));
      assertThat(repliesTo(given, 2)).contains("handled hello");
      assertThat(child.log())
          .containsOnlyOnce("is quarantined: the process died 3 times while it ran alone");
      assertThat(survivor.isAlive()).isTrue();
    } finally {
      survivor.destroyForcibly().waitFor();
    }
  }

  private static List<String> repliesTo(TestBot given, long user) {
    return given.telegram.sentTo(user).stream().map(SentMessage::text).toList();
  }
}
