package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that starts a bot and goes on: it lives as long as the bot, and ends cleanly. */
@Tag("slow")
class StartedBotTest {
  /** What SIGTERM makes of a process, 128 and its number, also of one that ends cleanly. */
  private static final int TERMINATED = 128 + 15;

  private TestBot given;
  private ChildBot child;

  @BeforeEach
  void give(@TempDir Path folder) {
    given = new TestBot(folder).withConsole();
    child = new ChildBot(folder, StartedBot.class);
  }

  @AfterEach
  void end() {
    given.close();
  }

  @Test
  void livesWhileItPollsAndEndsAtSigterm() throws Exception {
    livesAndEnds();
  }

  @Test
  void livesWhileItIsPushedAndEndsAtSigterm() throws Exception {
    int port = FreePort.next();
    given
        .with("telegram.mode", "webhook")
        .with("telegram.webhook-url", "http://127.0.0.1:" + port + "/telegram")
        .with("telegram.webhook-secret", "webhook-secret-of-this-bot")
        .with("gateway.port", String.valueOf(port));
    livesAndEnds();
  }

  private void livesAndEnds() throws Exception {
    Process bot = child.start(given);
    try {
      given.telegram.user(7).says("hi");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !given.telegram.sent().isEmpty() && child.log().contains("page is at"));
      assertThat(bot.isAlive()).isTrue();
      bot.destroy();
      assertThat(bot.waitFor(10, TimeUnit.SECONDS)).as(child.log()).isTrue();
      assertThat(bot.exitValue()).isEqualTo(TERMINATED);
      assertThat(child.log()).containsOnlyOnce("The bot has stopped").doesNotContain("ERROR");
      assertThat(child.folder().resolve("outbox.console")).doesNotExist();
    } finally {
      bot.destroyForcibly().waitFor();
    }
  }
}
