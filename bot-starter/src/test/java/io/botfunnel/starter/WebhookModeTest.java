package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botfunnel.bot.BotContext;
import io.botfunnel.starter.settings.Given;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.testkit.telegram.BotApiFault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bot whose updates Telegram pushes. */
@Tag("slow")
class WebhookModeTest {
  private static final String SECRET = "webhook-secret-of-this-bot";
  private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Long, List<String>> handled = new ConcurrentHashMap<>();
  private TestBot given;
  private URI url;

  @BeforeEach
  void give(@TempDir Path folder) throws IOException {
    int port = FreePort.next();
    url = URI.create("http://127.0.0.1:" + port + "/telegram");
    given =
        new TestBot(folder)
            .with("telegram.mode", "webhook")
            .with("telegram.webhook-url", url.toString())
            .with("telegram.webhook-secret", SECRET)
            .with("tracking.subscribed.chats", "-1001234")
            .with("gateway.port", String.valueOf(port));
  }

  @AfterEach
  void end() {
    given.close();
  }

  private BotApplication started() {
    BotApplication bot = given.start(this::handle);
    await().until(bot::polling);
    return bot;
  }

  private void handle(BotContext context) {
    handled
        .computeIfAbsent(context.chatId().orElseThrow(), any -> new CopyOnWriteArrayList<>())
        .add(context.text());
  }

  private HttpResponse<String> post(String secret, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url)
            .header(SECRET_HEADER, secret)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
  }

  private JsonNode webhookInfo() throws Exception {
    URI uri =
        URI.create(given.telegram.url() + "/bot" + given.telegram.token() + "/getWebhookInfo");
    String answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).path("result");
  }

  private static String update(int id, String rest) {
    return "{\"update_id\":%d,%s}".formatted(id, rest);
  }

  @Test
  void handlesAndTracksWhatIsPushed() throws Exception {
    try (BotApplication bot = started()) {
      given.telegram.user(7).starts("fb_abc").says("hello").joins(-1001234);
      // Telegram pushes messages and memberships side by side
      await().until(() -> !given.xtracker.ledger().events("subscribed").isEmpty());
      await().until(() -> !given.xtracker.ledger().binds().isEmpty());

      assertThat(webhookInfo().path("url").asText()).isEqualTo(url.toString());
      assertThat(given.xtracker.ledger().binds()).hasSize(1);
      await().until(() -> handled.getOrDefault(7L, List.of()).contains("hello"));
      await().until(() -> given.telegram.pending() == 0);
      assertThat(given.telegram.calls()).doesNotContain("getUpdates");
      assertThat(bot.telegramTrouble()).isEmpty();
    }
  }

  @Test
  void handlesAnUpdateOnceThatIsPushedTwice() {
    try (BotApplication bot = started()) {
      given.telegram.user(7).says("first");
      await().until(() -> given.telegram.pending() == 0);
      given.telegram.redeliver(0);
      given.telegram.user(7).says("last");
      await().until(() -> handled.getOrDefault(7L, List.of()).contains("last"));

      assertThat(handled.get(7L)).containsExactly("first", "last");
      assertThat(bot.inboxBooks().accepted()).isEqualTo(2);
    }
  }

  @Test
  void handlesAChatInOrderBesideOthers() {
    try (BotApplication bot = started()) {
      for (int message = 0; message < 20; message++) {
        for (long user = 1; user <= 10; user++) {
          given.telegram.user(user).says("m" + message);
        }
      }
      await().until(() -> given.telegram.pending() == 0 && bot.inboxBooks().delivered() == 10 * 20);

      List<String> order = IntStream.range(0, 20).mapToObj(message -> "m" + message).toList();
      assertThat(handled)
          .hasSize(10)
          .allSatisfy((chat, texts) -> assertThat(texts).isEqualTo(order));
    }
  }

  @Test
  void getsWhatCameWhileItWasDownAndLeavesItsWebhook() throws Exception {
    started().close();
    given.telegram.user(7).says("meanwhile");
    assertThat(webhookInfo().path("url").asText()).isEqualTo(url.toString());
    assertThat(given.telegram.pending()).isEqualTo(1);

    try (BotApplication bot = started()) {
      await().until(() -> handled.containsKey(7L));
      assertThat(bot.polling()).isTrue();
    }
  }

  @Test
  void letsNobodyInWithoutTheSecret() throws Exception {
    try (BotApplication bot = started()) {
      String update = update(1, "\"message\":{}");
      assertThat(post("a-guess-at-the-secret", update).statusCode()).isEqualTo(401);
      assertThat(
              http.send(
                      HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(update)).build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(401);
      assertThat(post(SECRET, update).statusCode()).isEqualTo(200);
      assertThat(bot.inboxBooks().accepted()).isEqualTo(1);
    }
  }

  @Test
  void takesALargeUpdateAndRefusesWhatIsLargerThanTheOutboxKeeps() throws Exception {
    try (BotApplication bot = started()) {
      String text = "\"message\":{\"text\":\"%s\"}";
      assertThat(post(SECRET, update(1, text.formatted("x".repeat(300_000)))).statusCode())
          .isEqualTo(200);
      assertThat(post(SECRET, update(2, text.formatted("x".repeat(1_000_000)))).statusCode())
          .isEqualTo(413);
      assertThat(bot.inboxBooks().accepted()).isEqualTo(1);
    }
  }

  @Test
  void setsAsideWhatItCannotReadAndRefusesWhatIsNoUpdate() throws Exception {
    try (BotApplication bot = started()) {
      assertThat(post(SECRET, update(8, "\"message\":{\"chat\":{\"id\":\"x\"}}")).statusCode())
          .isEqualTo(200);
      assertThat(post(SECRET, "{\"message\":{}}").statusCode()).isEqualTo(400);
      assertThat(post(SECRET, "no json").body()).contains("update_id", "unreadable");
      assertThat(bot.inboxBooks().refused()).isEqualTo(1);
      assertThat(bot.inboxBooks().accepted()).isEqualTo(1);
    }
  }

  @Test
  void hasNoPostbacksUnlessTheGatewayIsSwitchedOnToo() throws Exception {
    try (BotApplication bot = started()) {
      assertThat(get("/e?token=x&event=contact&uid=abc").body()).contains("gateway.enabled");
      assertThat(bot.gateway().orElseThrow().getPort()).isEqualTo(url.getPort());
    }
  }

  @Test
  void tellsALoadBalancerThatItTakesUpdates() throws Exception {
    try (BotApplication bot = started()) {
      assertThat(get("/health").statusCode()).isEqualTo(200);
      bot.tracking().close();
      assertThat(get("/health").statusCode()).isEqualTo(503);
      assertThat(post(SECRET, update(9, "\"message\":{}")).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void startsWithoutTelegramAndSetsItsWebhookOnceItIsThere() throws Exception {
    given.telegram.fail(BotApiFault.OUTAGE);
    try (BotApplication bot = given.start(this::handle)) {
      await().until(() -> bot.telegramTrouble().isPresent());
      assertThat(post(SECRET, update(9, "\"message\":{}")).statusCode()).isEqualTo(503);
      given.telegram.heal();
      await().until(bot::polling);
      assertThat(webhookInfo().path("url").asText()).isEqualTo(url.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://bot.example.com/telegram",
        "https://bot.example.com:8444/telegram",
        "https://bot.example.com/telegram?key=1",
        "https://me@bot.example.com/telegram"
      })
  void refusesAUrlThatTelegramWouldNotCall(String url) {
    given.with("telegram.webhook-url", url);
    assertThat(Given.failure(() -> Settings.from(given.settings())).faults())
        .singleElement()
        .asString()
        .contains("telegram.webhook-url", "https://bot.example.com/telegram");
  }

  @Test
  void saysWhatItsSettingsLack() {
    given
        .with("telegram.webhook-url", "https://bot.example.com/")
        .with("telegram.webhook-secret", "short")
        .with("bot.inbox", "false");
    assertThat(Given.failure(() -> Settings.from(given.settings())).faults())
        .anySatisfy(
            fault -> assertThat(fault).asString().contains("telegram.webhook-url", "/telegram"))
        .anySatisfy(
            fault -> assertThat(fault).asString().contains("telegram.webhook-secret", "16 to 256"))
        .anySatisfy(fault -> assertThat(fault).asString().contains("telegram.mode", "bot.inbox"))
        .allSatisfy(fault -> assertThat(fault).asString().doesNotContain("short"));
  }
}
