package io.botfunnel.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.botfunnel.testkit.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A bot with a webhook is called. */
class PushingTest {
  private static final String SECRET = "a-secret_of_the_webhook";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final Semaphore slow = new Semaphore(1_000);
  private volatile int status = 200;
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  @AutoClose private final LoopbackServer bot = LoopbackServer.open(0, "bot", this::take);
  private final BotCaller caller = new BotCaller(telegram);

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(textOf(body));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"))
        .ifPresent(secrets::add);
    slow.acquireUninterruptibly();
    exchange.sendResponseHeaders(status, -1);
  }

  private static String textOf(String update) throws IOException {
    return TelegramJson.parse(update).at("/message/text").asText();
  }

  private JsonNode setWebhook() throws Exception {
    return caller.call(
        "setWebhook", "{\"url\":\"%s/hook\",\"secret_token\":\"%s\"}".formatted(bot.url(), SECRET));
  }

  @Test
  void getsWhatWaitsAndWhatComesWithItsSecret() throws Exception {
    telegram.user(1).says("before");
    assertThat(setWebhook().path("ok").asBoolean()).isTrue();
    telegram.user(1).says("after");

    await().until(() -> telegram.pending() == 0);
    assertThat(received).containsExactly("before", "after");
    assertThat(secrets).containsExactly(SECRET, SECRET);
    assertThat(telegram.confirmedUpTo()).isPositive();
  }

  @Test
  void getsAnUpdateAgainUntilItHasTakenItAndTheChatWaits() throws Exception {
    status = 503;
    setWebhook();
    telegram.user(1).says("first").says("second");
    await().until(() -> received.size() >= 2);
    assertThat(received).containsOnly("first");
    JsonNode info = caller.call("getWebhookInfo", "{}").path("result");
    assertThat(info.path("last_error_message").asText())
        .isEqualTo("Wrong response from the webhook: 503");
    assertThat(info.path("last_error_date").asLong()).isPositive();
    assertThat(info.path("pending_update_count").asInt()).isEqualTo(2);

    status = 200;
    await().until(() -> telegram.pending() == 0);
    assertThat(received).endsWith("first", "second");
  }

  @Test
  void getsSeveralChatsAtOnceAndOneChatInOrder() throws Exception {
    slow.drainPermits();
    setWebhook();
    telegram.user(1).says("1a").says("1b");
    telegram.user(2).says("2a");
    await().until(() -> received.size() == 2);
    assertThat(received).containsExactlyInAnyOrder("1a", "2a");

    slow.release(1_000);
    await().until(() -> telegram.pending() == 0);
    assertThat(received).contains("1b").hasSize(3);
  }

  @Test
  void getsConfirmedOnesOnceMoreWhereTheyAreRedelivered() throws Exception {
    setWebhook();
    telegram.user(1).says("again");
    await().until(() -> telegram.pending() == 0);
    telegram.redeliver(0);

    await().until(() -> received.size() == 2);
    assertThat(received).containsExactly("again", "again");
    await().until(() -> telegram.pending() == 0);
  }

  @Test
  void isNotCalledOutsideThisMachineNorWhileTelegramIsAway() throws Exception {
    caller.call("setWebhook", "{\"url\":\"https://example.org/hook\"}");
    telegram.user(1).says("kept");
    telegram.fail(BotApiFault.OUTAGE);
    assertThat(telegram.pending()).isEqualTo(1);
    telegram.heal();
    setWebhook();

    await().until(() -> received.size() == 1);
  }

  @Test
  void hasASecretOfTheCharactersThatTelegramAllows() throws Exception {
    JsonNode answer =
        caller.call(
            "setWebhook", "{\"url\":\"%s\",\"secret_token\":\"white space\"}".formatted(bot.url()));
    assertThat(answer.path("description").asText()).contains("unallowed characters");
  }
}
