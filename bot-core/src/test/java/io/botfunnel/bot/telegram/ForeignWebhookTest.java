package io.botfunnel.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** A webhook that another program has set goes only with a line that names it. */
class ForeignWebhookTest {
  private static final String FOREIGN = "https://other.example:8443/s3cret-path?key=s3cret";

  @AutoClose private final BotApiServer telegram = BotApiServer.start();

  @AutoClose
  private final TelegramConnection connection =
      new TelegramConnection(
          BotName.UNNAMED,
          new TelegramOptions(telegram.token(), telegram.url(), List.of(), Optional.empty()),
          UnaryOperator.identity());

  @AutoClose private final Heard heard = new Heard();

  private void set(String url) throws TelegramApiException {
    connection.pollingClient().execute(SetWebhook.builder().url(url).build());
  }

  private String webhook() throws TelegramApiException {
    return connection.pollingClient().execute(new GetWebhookInfo()).getUrl();
  }

  private Polling polling() {
    return new Polling(
        connection,
        new GetUpdatesRequests(List.of(), List.of()),
        identity -> updates -> {},
        Clock.systemUTC());
  }

  @Test
  void isNamedBeforeThePollingDeletesIt() throws TelegramApiException {
    set(FOREIGN);
    try (Polling polling = polling()) {
      polling.start();
      await().until(telegram::polling);
    }
    assertThat(webhook()).isEmpty();
    assertThat(heard.with("webhook"))
        .singleElement()
        .asString()
        .contains("A webhook is set to other.example:8443", "it is deleted", "stop the program")
        .doesNotContain("s3cret");
  }

  @Test
  void isNotSpokenOfWhenThereIsNone() {
    try (Polling polling = polling()) {
      polling.start();
      await().until(telegram::polling);
    }
    assertThat(heard.with("webhook")).isEmpty();
  }

  @Test
  void staysUntilTelegramSaysWhichItIs() throws TelegramApiException {
    set(FOREIGN);
    telegram.failMethod("getWebhookInfo", BotApiFault.SERVER_ERROR_502);
    try (Polling polling = polling()) {
      polling.start();
      await().until(() -> telegram.calls().stream().filter("getWebhookInfo"::equals).count() > 0);
      assertThat(telegram.calls()).doesNotContain("deleteWebhook");
      telegram.heal();
      await().until(telegram::polling);
    }
    assertThat(heard.with("A webhook is set to other.example:8443")).hasSize(1);
  }
}
