package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.testkit.telegram.FakeUser;
import io.botfunnel.testkit.xtracker.FakePartner;
import io.botfunnel.tracking.event.Receipt.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot whose partners report to it. */
@Tag("slow")
class BotWithGatewayTest {
  private static final String SECRET = "webh00k-s3cret-of-this-bot";

  private final HttpClient http = HttpClient.newHttpClient();
  private TestBot given;

  @BeforeEach
  void give(@TempDir Path folder) {
    given = new TestBot(folder);
    given
        .with("gateway.enabled", "true")
        .with("gateway.port", "0")
        .with("xtracker.ingest-token", given.xtracker.ingestToken())
        .with("gateway.webhook-secret", SECRET);
  }

  @AfterEach
  void end() {
    given.close();
  }

  private String get(BotApplication bot, String query) throws IOException, InterruptedException {
    URI url =
        URI.create(
            bot.gateway().orElseThrow() + "/e?token=" + given.xtracker.ingestToken() + "&" + query);
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
  }

  @Test
  void isToldOnceOfADepositThatIsReportedThreeWays() {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    Bot thankful =
        Bot.handling(context -> {})
            .onConversion((conversion, user) -> told.add(conversion.eid() + " of " + user.id()));
    try (BotApplication bot = given.start(thankful)) {
      given.xtracker.webhook(
          bot.gateway().orElseThrow().resolve("/xtracker"), Map.of("X-Webhook-Secret", SECRET));
      bot.tracking().bind(555123, "abc");
      FakePartner partner =
          new FakePartner(
              bot.gateway().orElseThrow()
                  + "/e?token="
                  + given.xtracker.ingestToken()
                  + "&event=deposit&uid={sub_id}&value={sumdep}&currency=USD&eid={trade_id}");
      Map<String, String> macros = Map.of("sub_id", "abc", "sumdep", "25", "trade_id", "77");
      assertThat(partner.reports(macros).body()).contains("queued");
      assertThat(bot.tracking().user(555123).deposit("25.00", "USD", "77").outcome())
          .isEqualTo(Outcome.DUPLICATE);
      await().until(() -> !given.xtracker.ledger().toldByWebhook().isEmpty());
      assertThat(partner.reports(macros).body()).contains("duplicate");
      bot.tracking().user(555123).registration("trader-9");
      await().until(() -> told.contains("trader-9 of Optional[555123]"));
      assertThat(told)
          .containsExactly("dep-77 of Optional[555123]", "trader-9 of Optional[555123]");
      assertThat(given.xtracker.ledger().events("deposit")).hasSize(1);
    }
  }

  @Test
  void goesOnWithItsOwnUpdatesBesideIt() {
    try (BotApplication bot = given.start(context -> context.reply("hello"))) {
      FakeUser user = given.telegram.user(7);
      user.starts("fb_abc");
      await().until(() -> !given.xtracker.ledger().events("contact").isEmpty());
      assertThat(bot.gateway()).isPresent();
    }
  }

  @Test
  void showsInItsMetricsWhatWasAnswered() throws IOException, InterruptedException {
    try (BotApplication bot = given.start(context -> {})) {
      get(bot, "event=contact&uid=abc");
      get(bot, "event=contact&uid=a.b");
      await()
          .untilAsserted(
              () ->
                  assertThat(bot.metrics())
                      .contains(
                          "botfunnel_gateway_requests_total{path=\"/e\",status=\"200\"} 1.0",
                          "botfunnel_gateway_requests_total{path=\"/e\",status=\"400\"} 1.0"));
    }
  }

  @Test
  void hasNoGatewayUnlessItIsSwitchedOn() {
    try (BotApplication bot = given.with("gateway.enabled", "false").start(context -> {})) {
      assertThat(bot.gateway()).isEmpty();
    }
  }

  @Test
  void doesNotStartWhereItsPartnersCouldNotReachIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      given.with("gateway.port", port);
      assertThatThrownBy(() -> given.start(context -> {}))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContainingAll("gateway.port (GATEWAY_PORT)", port, "Set another port");
    }
    try (BotApplication again = given.with("gateway.port", "0").start(context -> {})) {
      assertThat(again.gateway()).as("the outbox was closed").isPresent();
    }
  }
}
