package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of several bots. */
class BotSectionsTest {
  private static final String SHOP_TOKEN = "987654321:AAF-0123456789_abcdefghijklmnopqrstu";
  private static final String SHOP_BEARER = "bearer-of-the-shop";

  @TempDir Path folder;

  /** Both bots with their secrets, and what a test adds. */
  private static Map<String, String> both(String... more) {
    Map<String, String> values = new HashMap<>(Given.SECRETS);
    values.put("BOTS_SHOP_TELEGRAM_BOT_TOKEN", SHOP_TOKEN);
    values.put("BOTS_SHOP_XTRACKER_BEARER", SHOP_BEARER);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  private static Settings shop(Settings all) {
    return all.bots().stream().filter(bot -> bot.name().equals("shop")).findFirst().orElseThrow();
  }

  private static List<String> names(Settings settings) {
    return settings.bots().stream().map(Settings::name).toList();
  }

  private static List<String> faults(Map<String, String> values) {
    return Given.failure(() -> Settings.from(values)).faults().stream()
        .map(SettingFault::toString)
        .toList();
  }

  private Settings read(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("bot.yaml"), yaml);
    return SettingsReader.read(SettingsSources.of(environment, file.toString()));
  }

  @Nested
  class ASection {
    @Test
    void standsInTheFileWithItsSecretsInTheEnvironment() throws IOException {
      Settings all =
          read(
              """
              telegram:
                allowed-updates: [message]
              tracking:
                start-prefix: go-
                delivery:
                  max-in-flight: 8
              bots:
                shop:
                  tracking:
                    start-prefix: shop-
                    subscribed:
                      chats: [-1001234567890, "@shop"]
                  bot:
                    handler-threads: 3
              """,
              both());
      assertThat(names(all)).containsExactly("", "shop");
      assertThat(shop(all).telegram().botToken()).isEqualTo(SHOP_TOKEN);
      assertThat(shop(all).xtracker().bearer().get()).isEqualTo(SHOP_BEARER);
      assertThat(shop(all).tracking().capture().startPrefix()).hasToString("shop-");
      assertThat(shop(all).tracking().capture().subscribedChats()).hasSize(2);
      assertThat(shop(all).bot().handlerThreads()).isEqualTo(3);
      assertThat(all.tracking().capture().startPrefix()).hasToString("go-");
      assertThat(all.tracking().capture().subscribedChats()).isEmpty();
      assertThat(all.bot().handlerThreads()).isEqualTo(16);
      assertThat(shop(all).telegram().allowedUpdates()).as("shared").containsExactly("message");
      assertThat(shop(all).tracking().delivery().maxInFlight()).as("shared").isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bots:\n  shop: {}\n", "bots:\n  shop:\n", "bots:\n"})
    void mayBeEmpty(String yaml) throws IOException {
      assertThat(names(read(yaml, both()))).containsExactly("", "shop");
    }

    @Test
    void needsNoFile() {
      Settings all =
          Settings.from(
              both(
                  "BOTS_MY_NEWS_TELEGRAM_BOT_TOKEN",
                  "5:abc",
                  "BOTS_MY_NEWS_XTRACKER_BEARER",
                  "bearer-of-news"));
      assertThat(names(all)).containsExactly("", "my-news", "shop");
    }

    @Test
    void mayBeTheOnlyOne() {
      Map<String, String> values = both();
      values.keySet().removeAll(Given.SECRETS.keySet());
      assertThat(names(Settings.from(values))).containsExactly("shop");
    }

    @Test
    void giveWayToTheEnvironment() throws IOException {
      String yaml = "bots:\n  shop:\n    bot:\n      handler-threads: 3\n";
      Settings all = read(yaml, both("BOTS_SHOP_BOT_HANDLER_THREADS", "4"));
      assertThat(shop(all).bot().handlerThreads()).isEqualTo(4);
    }

    @Test
    void hasPartnersOfItsOwn() throws IOException {
      Settings all =
          read(
              """
              gateway:
                enabled: true
                partners:
                  one:
                    parameters:
                      uid: sub
              bots:
                shop:
                  gateway:
                    partners:
                      two:
                        parameters:
                          uid: click
              """,
              both("XTRACKER_INGEST_TOKEN", "ingest", "BOTS_SHOP_XTRACKER_INGEST_TOKEN", "other"));
      assertThat(all.gateway().partners()).extracting("name").containsExactly("one");
      assertThat(shop(all).gateway().partners()).extracting("name").containsExactly("two");
      assertThat(shop(all).gateway().enabled()).isTrue();
    }

    @Test
    void keepsItsSecrets() {
      Settings all = Settings.from(both("bots.shop.xtracker.ingest-token", "ingest-of-the-shop"));
      assertThat(all.toString()).doesNotContain(SHOP_TOKEN, SHOP_BEARER, "ingest-of-the-shop");
      assertThat(all.secrets())
          .contains(Given.TOKEN, Given.BEARER, SHOP_TOKEN, SHOP_BEARER, "ingest-of-the-shop");
      assertThat(faults(both("bots.shop.tracking.start-prefix", "a" + SHOP_BEARER + "!")))
          .singleElement()
          .asString()
          .doesNotContain(SHOP_BEARER);
      OperatorSettings shop =
          OperatorSettings.from(
                  Map.of(
                      "bots.shop.xtracker.bearer",
                      SHOP_BEARER,
                      "bots.shop.tracking.start-prefix",
                      "a" + SHOP_BEARER + "!"))
              .of("shop");
      assertThat(Given.failure(shop::capture)).hasMessageNotContaining(SHOP_BEARER);
    }
  }

  @Nested
  class AFault {
    @ParameterizedTest
    @CsvSource({
      "BOTS_SHOP_TELEGRAM_BOT_TOKEN, bots.shop.telegram.bot-token, ask @BotFather",
      "BOTS_SHOP_XTRACKER_BEARER, bots.shop.xtracker.bearer, Set BOTS_SHOP_XTRACKER_BEARER",
    })
    void isASecretThatIsMissing(String environment, String key, String remedy) {
      Map<String, String> values = both("bots.shop.bot.handler-threads", "3");
      values.remove(environment);
      assertThat(faults(values))
          .singleElement()
          .asString()
          .startsWith(key + " (" + environment + ") is missing: ")
          .contains(remedy);
    }

    @Test
    void isATokenMissingWhereTheRestOfTheUnnamedBotIsThere() {
      Map<String, String> values = both();
      values.remove("TELEGRAM_BOT_TOKEN");
      assertThat(faults(values))
          .singleElement()
          .asString()
          .startsWith("telegram.bot-token (TELEGRAM_BOT_TOKEN) is missing: ");
    }

    @Test
    void isATokenOfTwoBots() {
      assertThat(faults(both("BOTS_SHOP_TELEGRAM_BOT_TOKEN", "123456789:another-of-the-same-bot")))
          .containsExactly(
              "telegram.bot-token and bots.shop.telegram.bot-token are of one bot: Telegram gives an"
                  + " update to one program alone. Give each a token of its own, or remove one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "a_b", "-a", "seventeen-letters", "\"a b\""})
    void isANameThatBreaksItsRule(String name) {
      assertThat(faults(both("bots." + name + ".bot.handler-threads", "3")))
          .anySatisfy(
              fault ->
                  assertThat(fault)
                      .contains("names a bot \"" + name.replace("\"", "") + "\"")
                      .contains("1 to 16 characters of a-z 0-9 -")
                      .contains("Rename it"));
    }

    @Test
    void isANameThatComesTwice() {
      String twice = "bots:\n  shop:\n    bot: {}\n  shop:\n    bot: {}\n";
      assertThat(Given.failure(() -> read(twice, both()))).hasMessageContaining("duplicate key");
    }

    @Test
    void isWhatOnlyTheProcessHas() {
      assertThat(faults(both("bots.shop.console.port", "1")))
          .containsExactly(
              "bots.shop.console.port cannot be a bot's own: it is one for the whole process. Write"
                  + " it as console.port.");
      assertThat(faults(both("bots.shop.tracking.dry-run", "true"))).hasSize(1);
    }

    @Test
    void isWhatIsMisspelt() {
      assertThat(faults(both("bots.shop.telegram.bot_token", "1")))
          .singleElement()
          .asString()
          .startsWith("bots.shop.telegram.bot_token is not a setting of a bot: ");
      assertThat(faults(both("bots", "shop")))
          .anySatisfy(fault -> assertThat(fault).startsWith("bots is not a setting of a bot: "));
    }

    @Test
    void isToldOnceWhereItIsOfAll() {
      assertThat(faults(both("console.port", "x"))).hasSize(1);
    }

    @Test
    void isAWebhookThatTheGatewayCouldNotTellApart() {
      assertThat(
              faults(
                  both(
                      "bots.shop.telegram.mode", "webhook",
                      "bots.shop.telegram.webhook-secret", "webhook-secret-of-the-shop",
                      "bots.shop.telegram.webhook-url", "https://bot.example.com/telegram")))
          .singleElement()
          .asString()
          .contains("bots.shop.telegram.webhook-url (BOTS_SHOP_TELEGRAM_WEBHOOK_URL)")
          .contains("has to end in /bots/shop/telegram");
    }
  }
}
