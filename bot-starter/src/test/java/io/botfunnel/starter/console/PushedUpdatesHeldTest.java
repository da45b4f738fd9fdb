package io.botfunnel.starter.console;

import static io.botfunnel.tracking.TrackingVerdict.HELD;
import static io.botfunnel.tracking.TrackingVerdict.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.fixtures.SmallDisk;
import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.FreePort;
import io.botfunnel.starter.TestBot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot whose updates are pushed, on a disk that is full: Telegram is told to come again. */
@Tag("slow")
class PushedUpdatesHeldTest {
  private static final String SECRET = "webhook-secret-of-this-bot";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestBot given;
  private URI url;
  private int pushed;

  @BeforeEach
  void give() throws IOException {
    int port = FreePort.next();
    url = URI.create("http://127.0.0.1:" + port + "/telegram");
    given =
        new TestBot(folder)
            .withConsole()
            .with("telegram.mode", "webhook")
            .with("telegram.webhook-url", url.toString())
            .with("telegram.webhook-secret", SECRET)
            .with("gateway.port", String.valueOf(port));
  }

  @AfterEach
  void end() {
    given.close();
  }

  private int push() throws Exception {
    pushed++;
    String update =
        "{\"update_id\":%d,\"message\":{\"message_id\":%d,\"date\":1767225600,\"text\":\"%s\",\"chat\":{\"id\":7,\"type\":\"private\"},\"from\":{\"id\":7,\"is_bot\":false,\"first_name\":\"A\"}}}"
            .formatted(pushed, pushed, "x".repeat(4_000));
    return http.send(
            HttpRequest.newBuilder(url)
                .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                .POST(BodyPublishers.ofString(update))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static HttpResponse<String> ready(BotApplication bot) {
    return Operator.of(bot.console().orElseThrow()).stranger().get("/health/ready");
  }

  @Test
  void areAnswered503AndTheVerdictIsHeldUntilOneIsTaken() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder, 4 << 20);
        BotApplication bot = given.start(context -> {})) {
      await().until(bot::polling);
      assertThat(push()).isEqualTo(200);
      disk.fill();
      await().atMost(PATIENCE).until(() -> push() == 503);
      assertThat(bot.health().verdict()).isEqualTo(HELD);
      assertThat(ready(bot).statusCode()).isEqualTo(503);
      assertThat(ready(bot).body()).contains("\"verdict\":\"held\"", "the disk is full");
      disk.makeRoom();
      await().atMost(PATIENCE).until(() -> push() == 200);
      await().atMost(PATIENCE).until(() -> bot.health().verdict() == IDLE);
      assertThat(ready(bot).statusCode()).isEqualTo(200);
    }
  }
}
