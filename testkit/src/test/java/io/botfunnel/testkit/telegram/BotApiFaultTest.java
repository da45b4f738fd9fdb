package io.botfunnel.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.Violation;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BotApiFaultTest {
  private static final String MESSAGE = "{\"chat_id\":42,\"text\":\"hi\"}";

  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  private final BotCaller bot = new BotCaller(telegram);

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED_401,401,Unauthorized",
    "FORBIDDEN_403,403,Forbidden: bot was blocked by the user",
    "SERVER_ERROR_502,502,Bad Gateway"
  })
  void isAnsweredAsTelegramDoes(BotApiFault fault, int status, String description)
      throws Exception {
    telegram.failNext(1, fault);
    var answer = bot.send("sendMessage", "application/json", MESSAGE);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"}"
                .formatted(status, description));
    assertThat(telegram.sent()).isEmpty();
    assertThat(telegram.calls()).containsExactly("sendMessage");
  }

  @Test
  void ofARateLimitSaysWhenToComeBack() throws Exception {
    telegram.retryAfter(Duration.ofSeconds(7)).failNext(1, BotApiFault.RATE_LIMITED_429);
    assertThat(bot.call("sendMessage", MESSAGE).at("/parameters/retry_after").asInt()).isEqualTo(7);
  }

  @Test
  void mayConcernOneMethod() throws Exception {
    telegram.failMethod("getUpdates", BotApiFault.CONFLICT_409);
    assertThat(bot.call("getupdates", "{}").path("error_code").asInt()).isEqualTo(409);
    assertThat(bot.call("getMe", "{}").path("ok").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "RESET_AFTER_DOING", "OUTAGE"})
  void mayCloseTheConnection(BotApiFault fault) {
    telegram.failNext(1, fault);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> bot.call("sendMessage", MESSAGE));
    assertThat(telegram.sent()).hasSize(fault == BotApiFault.RESET_AFTER_DOING ? 1 : 0);
  }

  @Test
  void ofAnOutageCutsThePollThatWaitsAndEndsWhenHealed() throws Exception {
    var poll = bot.callLater("getUpdates", "{\"timeout\":50}");
    await().until(telegram::polling);
    telegram.fail(BotApiFault.OUTAGE);
    await().until(poll::isCompletedExceptionally);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> bot.call("getMe", "{}"));

    telegram.heal();
    assertThat(bot.call("getMe", "{}").path("ok").asBoolean()).isTrue();
  }

  @Test
  void ofAnOutageLetsNoPollWaitThatWasOnItsWayBefore() {
    UpdateQueue updates = new UpdateQueue();
    PollRequest late = new PollRequest(0, 100, Duration.ofSeconds(50), null);
    updates.reachable(false);
    assertThatExceptionOfType(Violation.class).isThrownBy(() -> updates.poll(late));
  }
}
