package io.botfunnel.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.ProxyServer;
import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** Polling and calls go by way of the proxy, to a Bot API server that DNS does not know. */
class TelegramByProxyTest {
  @AutoClose private final BotApiServer telegram = BotApiServer.start();
  @AutoClose private final ProxyServer proxy = ProxyServer.start();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  private TelegramConnection connection(String way) {
    proxy.leads("bot-api.internal", telegram.url().getPort());
    return new TelegramConnection(
        BotName.UNNAMED,
        new TelegramOptions(
            telegram.token(),
            URI.create("http://bot-api.internal:8081"),
            List.of(),
            Optional.empty(),
            Optional.of(OutboundProxy.of(way))),
        UnaryOperator.identity());
  }

  private Polling polling(TelegramConnection connection) {
    return new Polling(
        connection,
        new GetUpdatesRequests(List.of(), List.of()),
        identity -> updates -> updates.forEach(update -> seen.add(update.getMessage().getText())),
        Clock.systemUTC());
  }

  private String named(String user) {
    return proxy.url().toString().replace("://", "://" + user + "@");
  }

  @Test
  void updatesAndAnswersGoThroughIt() throws TelegramApiException {
    proxy.wants("me", "pa55:word");
    TelegramConnection connection = connection(named("me:pa55:word"));
    try (Polling polling = polling(connection)) {
      polling.start();
      telegram.user(7).says("by way of a proxy");
      await().until(() -> seen.contains("by way of a proxy"));
      connection.client().execute(SendMessage.builder().chatId(7L).text("back").build());
      assertThat(telegram.sentTo(7)).hasSize(1);
      assertThat(proxy.requests()).allMatch(line -> line.contains("http://bot-api.internal:8081/"));
    } finally {
      connection.close();
    }
  }

  @Test
  void aProxyThatWantsOthersIsSaid() {
    proxy.wants("me", "pa55:word");
    TelegramConnection connection = connection(named("me:wrong"));
    try (Heard heard = new Heard();
        Polling polling = polling(connection)) {
      polling.start();
      await().until(() -> !heard.with("The proxy requires a user and a password").isEmpty());
      assertThat(polling.trouble().orElseThrow()).contains("outbound.proxy (OUTBOUND_PROXY)");
    } finally {
      connection.close();
    }
  }

  @Test
  void aProxyThatIsAwayIsNamed() {
    TelegramConnection connection = connection("http://127.0.0.1:1");
    try (Heard heard = new Heard();
        Polling polling = polling(connection)) {
      polling.start();
      await()
          .until(
              () ->
                  !heard
                      .with("cannot be reached (the proxy http://127.0.0.1:1: connection refused)")
                      .isEmpty());
    } finally {
      connection.close();
    }
  }
}
