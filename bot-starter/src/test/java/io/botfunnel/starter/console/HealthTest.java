package io.botfunnel.starter.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.SmallDisk;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.TestBot;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.xtracker.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class HealthTest {
  @TempDir private Path folder;
  private TestBot given;

  @BeforeEach
  void servers() {
    given = new TestBot(folder).withConsole();
  }

  @AfterEach
  void stop() {
    given.close();
  }

  private BotApplication start() {
    return given.start(context -> {});
  }

  /** Nobody's key is needed for any of this. */
  private static HttpResponse<String> ask(BotApplication bot, String path) {
    return Operator.of(bot.console().orElseThrow()).stranger().get(path);
  }

  private static boolean ready(BotApplication bot) {
    return ask(bot, "/health/ready").statusCode() == 200;
  }

  @Test
  void isLiveAndReadyOnceTelegramIsPolled() {
    try (BotApplication bot = start()) {
      await().until(() -> ready(bot));
      assertThat(ask(bot, "/health/live").body()).isEqualTo("{\"live\":true}");
      assertThat(ask(bot, "/health/ready").body())
          .isEqualTo("{\"ready\":true,\"verdict\":\"idle\",\"reasons\":[],\"notes\":[]}");
      assertThat(ask(bot, "/health").body()).isEqualTo(ask(bot, "/health/ready").body());
    }
  }

  /** As wget --spider asks, which many use to look after a container. */
  @Test
  void saysByItsHeadWhatItSays() {
    given.telegram.fail(BotApiFault.UNAUTHORIZED_401);
    try (BotApplication bot = start()) {
      await().until(() -> bot.telegramTrouble().isPresent());
      Raw raw = Raw.by(Operator.of(bot.console().orElseThrow()).stranger());
      String host = "Host: " + bot.console().orElseThrow().url().getAuthority() + "\r\n";
      assertThat(raw.send("HEAD /health/live HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 200 ");
      for (String path : new String[] {"/health", "/health/ready"}) {
        assertThat(raw.send("HEAD " + path + " HTTP/1.1\r\n" + host))
            .startsWith("HTTP/1.1 503 ")
            .endsWith("\r\n\r\n");
      }
    }
  }

  @Test
  void isNotReadyBeforeTelegramWasPolledAndSaysWhy() {
    given.telegram.fail(BotApiFault.UNAUTHORIZED_401);
    try (BotApplication bot = start()) {
      await().until(() -> bot.telegramTrouble().isPresent());
      HttpResponse<String> answer = ask(bot, "/health/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("\"ready\":false", "Telegram has not been reached", "TELEGRAM_BOT_TOKEN");
      assertThat(ask(bot, "/health/live").statusCode()).isEqualTo(200);
      given.telegram.heal();
      await().until(() -> ready(bot));
    }
  }

  @Test
  void staysReadyWhileTelegramIsAwayAndNotesIt() {
    try (BotApplication bot = start()) {
      await().until(() -> ready(bot));
      given.telegram.fail(BotApiFault.OUTAGE);
      await().until(() -> bot.telegramTrouble().isPresent());
      assertThat(ask(bot, "/health/ready").body()).contains("\"ready\":true", "Telegram");
    }
  }

  @Test
  void staysReadyWhileDeliveryIsPausedAndNotesItWithoutAnybodysData() {
    given.xtracker.fail(Fault.UNAUTHORIZED_401);
    try (BotApplication bot = start()) {
      given.telegram.user(4242).starts("fb_secretclick");
      await().until(() -> ask(bot, "/health/ready").body().contains("does not accept our key"));
      assertThat(ask(bot, "/health/ready").body())
          .contains("\"ready\":true", "nothing is lost")
          .doesNotContain("4242", "secretclick");
      Status status = Operator.of(bot.console().orElseThrow()).read("/api/status", Status.class);
      assertThat(status.oldestWaiting()).isNotNull();
      assertThat(status.endpoint().reason()).contains("401");
      assertThat(status.endpoint().nextProbeAt()).isNotNull();
    }
  }

  @Test
  void isNotReadyWhileUpdatesWaitForTheDisk() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder, 4 << 20);
        BotApplication bot = start()) {
      await().until(() -> ready(bot));
      given.xtracker.fail(Fault.UNAVAILABLE_503);
      disk.fill();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                for (int i = 0; i < 20; i++) {
                  given.telegram.user(1).says("x".repeat(4_000));
                }
                return bot.health().outage() != null;
              });
      HttpResponse<String> answer = ask(bot, "/health/ready");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("\"ready\":false", "the disk is full");
      Operator operator = Operator.of(bot.console().orElseThrow());
      Status status = operator.read("/api/status", Status.class);
      assertThat(status.held()).isNotNull();
      disk.makeRoom();
      await().atMost(Duration.ofSeconds(60)).until(() -> ready(bot));
    }
  }
}
