package io.botfunnel.starter;

import static io.botfunnel.starter.TwoBots.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.testkit.telegram.BotApiFault;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedBind;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.delivery.EndpointHealth.Status;
import io.botfunnel.tracking.event.Receipt.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several bots in one process and one outbox. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
@Tag("slow")
class SeveralBotsTest {
  private static final long ANN = 555_123;
  private static final UpdateHandler NAMES_ITSELF =
      context -> context.reply("this is '" + context.bot() + "'");

  private TwoBots given;

  @BeforeEach
  void give(@TempDir Path folder) {
    given = new TwoBots(folder);
  }

  @AfterEach
  void end() {
    given.close();
  }

  private static List<String> uids(XtrackerServer space) {
    return space.ledger().binds().stream().map(RecordedBind::uid).toList();
  }

  private static void awaitDelivered(RunningBot bot, long events) {
    await().until(() -> bot.health().outbox().delivered() == events);
  }

  @Nested
  class EachOfThem {
    @Test
    void hasItsOwnUsersClicksSpaceAndBearer() {
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        given.main.telegram.user(ANN).starts("fb_abc");
        given.shop.telegram.user(ANN).starts("fb_xyz");
        awaitDelivered(bots.bot(""), 2);
        awaitDelivered(bots.bot(SHOP), 2);
        assertThat(uids(given.main.xtracker)).containsExactly("abc");
        assertThat(uids(given.shop.xtracker)).containsExactly("xyz");
        assertThat(given.main.xtracker.ledger().events())
            .extracting(RecordedEvent::eid)
            .containsExactly("contact-" + ANN);
        assertThat(given.shop.xtracker.ledger().events())
            .extracting(RecordedEvent::eid)
            .containsExactly("contact-" + ANN);
        assertThat(given.main.xtracker.ledger().unauthorized()).isZero();
        assertThat(given.shop.xtracker.ledger().unauthorized()).isZero();
        assertThat(bots.bot(SHOP).tracking().uidOf(ANN)).contains("xyz");
        assertThat(bots.tracking().uidOf(ANN)).contains("abc");
      }
    }

    @Test
    void answersItsOwnUsers() {
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        given.main.telegram.user(ANN).says("who are you?");
        given.shop.telegram.user(ANN).says("who are you?");
        await().until(() -> !given.main.telegram.sentTo(ANN).isEmpty());
        await().until(() -> !given.shop.telegram.sentTo(ANN).isEmpty());
        assertThat(given.main.telegram.sentTo(ANN))
            .extracting(SentMessage::text)
            .containsExactly("this is ''");
        assertThat(given.shop.telegram.sentTo(ANN))
            .extracting(SentMessage::text)
            .containsExactly("this is 'shop'");
        await().until(() -> bots.bot(SHOP).inboxBooks().delivered() == 1);
        assertThat(bots.inboxBooks().accepted()).isEqualTo(1);
      }
    }

    @Test
    void countsATransactionOnce() {
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        for (RunningBot bot : bots.bots()) {
          assertThat(bot.tracking().user(ANN).deposit("25", "USD", "7").outcome())
              .isEqualTo(Outcome.QUEUED);
          assertThat(bot.tracking().user(ANN).deposit("25", "USD", "7").outcome())
              .isEqualTo(Outcome.DUPLICATE);
          awaitDelivered(bot, 1);
        }
        assertThat(given.main.xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
        assertThat(given.shop.xtracker.ledger().revenue("USD")).isEqualByComparingTo("25");
      }
    }

    @Test
    void hasAHandlerOfItsOwnWhereTheAuthorGivesOne() {
      Map<String, Bot> own =
          Map.of(
              "",
              Bot.handling(context -> context.reply("main")),
              SHOP,
              Bot.handling(context -> context.reply("shop")));
      try (BotApplication bots = given.start(own)) {
        assertThat(bots.bots()).extracting(RunningBot::name).containsExactly("", SHOP);
        given.main.telegram.user(ANN).says("hello");
        given.shop.telegram.user(ANN).says("hello");
        await().until(() -> !given.main.telegram.sentTo(ANN).isEmpty());
        await().until(() -> !given.shop.telegram.sentTo(ANN).isEmpty());
        assertThat(given.main.telegram.sentTo(ANN).get(0).text()).isEqualTo("main");
        assertThat(given.shop.telegram.sentTo(ANN).get(0).text()).isEqualTo("shop");
      }
    }

    @Test
    void isOneOfTheSettings() {
      Bot any = Bot.handling(NAMES_ITSELF);
      assertThatThrownBy(() -> given.start(Map.of("", any, "news", any)))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContaining("bots.shop is set, but the program has no bot of that name")
          .hasMessageContaining(
              "bots.news.telegram.bot-token (BOTS_NEWS_TELEGRAM_BOT_TOKEN) is missing: the program's"
                  + " bot news needs it");
      assertThatThrownBy(() -> given.start(Map.of(SHOP, any)))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContaining("the program has no unnamed bot");
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        assertThatThrownBy(() -> bots.bot("news"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("There is no bot 'news': there are ['', 'shop']");
      }
    }
  }

  @Nested
  class AKeyThatIsRefused {
    @Test
    void stopsItsOwnBotAlone() {
      given.shop.xtracker.rotateBearer("another-bearer-of-the-shop").expireOldBearer();
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        bots.bot(SHOP).tracking().user(ANN).contact();
        await().until(() -> bots.bot(SHOP).health().endpoint().status() == Status.UNAUTHORIZED);
        bots.tracking().user(ANN).contact();
        awaitDelivered(bots.bot(""), 1);
        assertThat(bots.health().endpoint().status()).isEqualTo(Status.RUNNING);
        assertThat(bots.bot(SHOP).health().outbox().waiting()).isEqualTo(1);
        assertThat(given.main.xtracker.ledger().unauthorized()).isZero();
      }
    }

    @Test
    void leavesWhatWaitsToTheNextStart() {
      given.shop.xtracker.rotateBearer("another-bearer-of-the-shop").expireOldBearer();
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        bots.bot(SHOP).tracking().bind(ANN, "xyz");
        bots.bot(SHOP).tracking().user(ANN).contact();
      }
      given.main.with("bots.shop.xtracker.bearer", "another-bearer-of-the-shop");
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        awaitDelivered(bots.bot(SHOP), 2);
        assertThat(given.shop.xtracker.ledger().events())
            .extracting(RecordedEvent::uid)
            .containsExactly("xyz");
        assertThat(given.main.xtracker.ledger().calls()).isEmpty();
      }
    }
  }

  @Nested
  class ATokenThatIsRefused {
    @Test
    void keepsItsOwnBotAloneFromUpdatesAndIsCalledByItsName() {
      given.shop.telegram.fail(BotApiFault.UNAUTHORIZED_401);
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        await().until(() -> bots.bot(SHOP).telegramTrouble().isPresent());
        assertThat(bots.bot(SHOP).telegramTrouble().orElseThrow())
            .contains("bots.shop.telegram.bot-token (BOTS_SHOP_TELEGRAM_BOT_TOKEN)");
        await().until(() -> bots.bot("").polling());
        assertThat(bots.telegramTrouble()).isEmpty();
        assertThat(bots.bot(SHOP).polling()).isFalse();
      }
    }
  }

  @Nested
  class TheMetrics {
    @Test
    void nameTheBot() {
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        bots.tracking().user(ANN).contact();
        bots.bot(SHOP).tracking().user(ANN).deposit("5", "EUR", "1");
        bots.bot(SHOP).tracking().user(ANN).deposit("6", "EUR", "2");
        awaitDelivered(bots.bot(""), 1);
        awaitDelivered(bots.bot(SHOP), 2);
        await()
            .untilAsserted(
                () -> {
                  Scrape scrape = new Scrape(bots.metrics());
                  assertThat(accepted(scrape, "")).isEqualTo(1);
                  assertThat(accepted(scrape, SHOP)).isEqualTo(2);
                  assertThat(delivered(scrape, "")).isEqualTo(1);
                  assertThat(delivered(scrape, SHOP)).isEqualTo(2);
                  assertThat(
                          scrape.of(
                              "botfunnel_revenue_last_day{bot=\"shop\",currency=\"EUR\",deposit=\"repeat\"}"))
                      .isEqualTo(6);
                });
      }
    }

    private static double accepted(Scrape scrape, String bot) {
      return scrape.of("botfunnel_accepted_total{bot=\"%s\",topic=\"outbox\"}".formatted(bot));
    }

    private static double delivered(Scrape scrape, String bot) {
      return scrape.of("botfunnel_attempts_total{answer=\"delivered\",bot=\"%s\"}".formatted(bot));
    }

    @Test
    void haveNoSuchTagWhereABotIsAlone() {
      given.main.settings().keySet().removeIf(key -> key.startsWith("bots."));
      try (BotApplication bot = given.start(NAMES_ITSELF)) {
        assertThat(bot.metrics()).contains("botfunnel_accepted_total{topic=\"outbox\"}");
        assertThat(bot.metrics()).doesNotContain("bot=\"");
      }
    }
  }

  @Nested
  class TheGateway {
    private final HttpClient http = HttpClient.newHttpClient();

    private int status(BotApplication bots, String path, String token) throws Exception {
      URI url =
          URI.create(
              "%s%s?token=%s&event=deposit&uid=xyz&value=25&currency=USD&eid=77"
                  .formatted(bots.gateway().orElseThrow(), path, token));
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void tellsThemApartByTheirPathsAndTokens() throws Exception {
      given
          .main
          .with("gateway.enabled", "true")
          .with("gateway.port", "0")
          .with("xtracker.ingest-token", "ingest-of-main")
          .with("bots.shop.xtracker.ingest-token", "ingest-of-shop");
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        assertThat(status(bots, "/bots/shop/e", "ingest-of-shop")).isEqualTo(200);
        assertThat(status(bots, "/bots/shop/e", "ingest-of-main")).isEqualTo(401);
        assertThat(status(bots, "/e", "ingest-of-shop")).isEqualTo(401);
        assertThat(status(bots, "/bots/news/e", "ingest-of-shop")).isEqualTo(404);
        awaitDelivered(bots.bot(SHOP), 1);
        assertThat(given.shop.xtracker.ledger().events())
            .extracting(RecordedEvent::eid)
            .containsExactly("dep-77");
        assertThat(given.main.xtracker.ledger().calls()).isEmpty();
        assertThat(bots.metrics())
            .contains(
                "botfunnel_gateway_requests_total{path=\"/bots/shop/e\",status=\"200\"} 1.0",
                "botfunnel_gateway_requests_total{path=\"/e\",status=\"401\"} 1.0");
      }
    }

    @Test
    void takesTheUpdatesOfOneThatIsPushed() throws Exception {
      int port = FreePort.next();
      given
          .main
          .with("gateway.port", String.valueOf(port))
          .with("bots.shop.telegram.mode", "webhook")
          .with(
              "bots.shop.telegram.webhook-url", "http://127.0.0.1:" + port + "/bots/shop/telegram")
          .with("bots.shop.telegram.webhook-secret", "webhook-secret-of-the-shop");
      try (BotApplication bots = given.start(NAMES_ITSELF)) {
        given.shop.telegram.user(ANN).starts("fb_xyz");
        given.main.telegram.user(ANN).starts("fb_abc");
        awaitDelivered(bots.bot(SHOP), 2);
        awaitDelivered(bots.bot(""), 2);
        assertThat(uids(given.shop.xtracker)).containsExactly("xyz");
        assertThat(given.shop.telegram.calls()).contains("setWebhook").doesNotContain("getUpdates");
        assertThat(given.main.telegram.calls()).contains("getUpdates");
      }
    }
  }
}
