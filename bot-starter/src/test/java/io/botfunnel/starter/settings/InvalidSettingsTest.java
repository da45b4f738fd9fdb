package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidSettingsTest {

  @Nested
  class ABadSetting {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            telegram.allowed-updates             | message,,x | a list of update types
            tracking.contact-on-start            | yes      | true or false
            tracking.attribution                 | LAST     | last-click or first-click
            tracking.deposit.ceiling             | 10000    | a list of amounts above zero
            tracking.deposit.ceiling             | 0 USD    | a list of amounts above zero
            tracking.deposit.ceiling             | 1 XTR    | a list of amounts above zero
            tracking.new-uids-per-day            | 0        | a whole number from 1 to 1000000
            tracking.start-prefix                | fb:      | 1 to 32 characters of A-Z a-z 0-9 _ -
            tracking.payments.enabled            | maybe    | true or false
            tracking.payments.stars-rate         | 0.013    | the worth of one Star and a currency
            tracking.payments.stars-rate         | 0,01 USD | the worth of one Star and a currency
            tracking.payments.stars-rate         | 0.01 XTR | the worth of one Star and a currency
            tracking.delivery.max-backoff        | 25h      | a duration from 1s to 24h
            tracking.delivery.max-backoff        | 999ms    | a duration from 1s to 24h
            tracking.delivery.max-in-flight      | 0        | a whole number from 1 to 1024
            tracking.delivery.max-in-flight      | 1025     | a whole number from 1 to 1024
            tracking.outbox.retention            | 59m      | a duration from 1h to 3650d
            tracking.outbox.dedupe-retention     | 3651d    | a duration from 1h to 3650d
            tracking.outbox.binding-retention    | 89d      | a duration from 90d to 3650d
            tracking.outbox.refused-retention    | 1d       | a duration from 30d to 3650d
            tracking.outbox.history-retention    | 1d       | a duration from 7d to 3650d
            tracking.delivery.max-attempts       | 1001     | a whole number from 1 to 1000
            tracking.delivery.response-timeout   | 15       | a duration from 1s to 2m
            tracking.delivery.response-timeout   | 121s     | a duration from 1s to 2m
            bot.inbox                            | on       | true or false
            bot.handler-threads                  | 257      | a whole number from 1 to 256
            bot.handler-threads                  | many     | a whole number from 1 to 256
            bot.handler-retries                  | -1       | a whole number from 0 to 100
            bot.hang-report-after                | -PT5S    | a duration from 1s to 24h
            """)
    void isNamedWithItsValueItsRuleAndARemedy(String key, String value, String rule) {
      String environment = key.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
      assertThat(Given.failure(key, value).faults())
          .singleElement()
          .asString()
          .startsWith(key + " (" + environment + ") is \"" + value + "\" in the given values, ")
          .contains("but has to be ", rule)
          .containsIgnoringCase("leave ");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "jdbc:mysql://bot:hidden@db/bot",
          "postgresql://bot:hidden@db/bot",
          "postgresql:bot:hidden@db",
          "//db/bot?user=bot&password=hidden",
          "data/outbox.mv.db"
        })
    void isNoTypoOfTheOutboxesUrl(String url) {
      assertThat(Given.failure("TRACKING_OUTBOX_URL", url))
          .hasMessageContaining("tracking.outbox.url (TRACKING_OUTBOX_URL) is \"")
          .hasMessageContaining("without its .mv.db")
          .hasMessageContaining("starts with jdbc:postgresql:")
          .hasMessageNotContaining("hidden");
      Map<String, String> dryRun = Given.with("TRACKING_OUTBOX_URL", url);
      dryRun.put("TRACKING_DRY_RUN", "true");
      assertThat(Given.failure(() -> Settings.from(dryRun)))
          .hasMessageContaining("without its .mv.db");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"vip", "42", "@vip", "https://t.me/mychannel", "-1001, ,@mychannel", "@a b"})
    void namesChatsByIdOrName(String chats) {
      assertThat(Given.failure("TRACKING_SUBSCRIBED_CHATS", chats))
          .hasMessageContaining(
              "tracking.subscribed.chats (TRACKING_SUBSCRIBED_CHATS) is \"" + chats)
          .hasMessageContaining("each by its id, which is below zero, or by its public name")
          .hasMessageContaining("Write for example -1001234567890, @mychannel");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            telegram.bot-token    | TELEGRAM_BOT_TOKEN    | 12345-no-colon | ask @BotFather
            xtracker.bearer       | XTRACKER_BEARER       | with a blank    | settings page
            xtracker.bearer       | XTRACKER_BEARER       | 3ch             | settings page
            xtracker.bearer       | XTRACKER_BEARER       | "in-quotes"     | settings page
            xtracker.ingest-token | XTRACKER_INGEST_TOKEN | "in-quotes"     | settings page
            xtracker.ingest-token | XTRACKER_INGEST_TOKEN | 3ch             | settings page
            """)
    void isNotShownWhereItIsASecret(String key, String environment, String value, String remedy) {
      assertThat(Given.failure(environment, value))
          .hasMessageContaining(
              "%s (%s) is *** (%d characters)".formatted(key, environment, value.length()))
          .hasMessageContaining(remedy)
          .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"me:hidden@proxy:3128", "https://me:hidden@proxy:3128", "http://me:hid/den@p:1"})
    void isNoProxyThatCannotBe(String proxy) {
      assertThat(Given.failure("OUTBOUND_PROXY", proxy))
          .hasMessageContaining("outbound.proxy (OUTBOUND_PROXY) is \"")
          .hasMessageContaining("Write for example http://proxy.example:3128")
          .hasMessageNotContaining("hid");
    }

    @Test
    void readsAsASentence() {
      assertThat(Given.failure("BOT_HANDLER_THREADS", "0"))
          .hasMessage(
              "1 setting is wrong:\n  - bot.handler-threads (BOT_HANDLER_THREADS) is \"0\" in"
                  + " the environment, but has to be a whole number from 1 to 256. Leave it out for"
                  + " 16.");
    }

    @Test
    void isCutWhereItIsLong() {
      assertThat(Given.failure("BOT_INBOX", "x".repeat(500)).getMessage()).hasSizeLessThan(300);
    }
  }

  @Nested
  class AMissingSetting {
    @Test
    void tellsWhereToGetTheToken() {
      assertThat(Given.failure("TELEGRAM_BOT_TOKEN", ""))
          .hasMessageContaining("telegram.bot-token (TELEGRAM_BOT_TOKEN) is missing: ")
          .hasMessageContaining("ask @BotFather");
    }

    @Test
    void tellsBothWaysToGiveTheBearer() {
      assertThat(Given.failure("XTRACKER_BEARER", ""))
          .hasMessageContaining("xtracker.bearer (XTRACKER_BEARER) is missing: ")
          .hasMessageContaining("or XTRACKER_BEARER_FILE to a file");
    }
  }

  @Nested
  class Together {
    @TempDir Path folder;

    @Test
    void areAllToldAtOnce() {
      Map<String, String> values =
          Map.of("bot.inbox", "on", "XTRACKER_URL", "http://xtracker.cc", "bot.inbux", "true");
      assertThat(Given.failure(() -> Settings.from(values)).faults())
          .hasSize(5)
          .anyMatch(
              fault ->
                  fault.what().startsWith("telegram.bot-token (TELEGRAM_BOT_TOKEN) is missing"))
          .anyMatch(
              fault -> fault.what().startsWith("xtracker.bearer (XTRACKER_BEARER) is missing"))
          .anyMatch(fault -> fault.what().startsWith("xtracker.url"))
          .anyMatch(fault -> fault.what().startsWith("bot.inbox"))
          .anyMatch(fault -> fault.what().startsWith("bot.inbux"));
      assertThat(Given.failure(() -> Settings.from(values)))
          .hasMessageStartingWith("5 settings are wrong:\n  - ");
    }

    @Test
    void aBearerAndAFileForItAreOneTooMany() {
      assertThat(Given.failure("XTRACKER_BEARER_FILE", folder.resolve("none").toString()).faults())
          .contains(
              new SettingFault(
                  "xtracker.bearer (XTRACKER_BEARER) and xtracker.bearer-file (XTRACKER_BEARER_FILE)"
                      + " are both set",
                  "Keep one of them"));
    }
  }

  @Nested
  class AnUnknownKey {
    @ParameterizedTest
    @CsvSource({
      "telegram.bot_token, telegram.bot-token",
      "tracking.delivery.max-inflight, tracking.delivery.max-in-flight",
      "xtracker.bearer-fil, xtracker.bearer-file",
      "console.prot, console.port",
      "bot.handler-threads.max, bot.handler-threads",
    })
    void isComparedWithTheKnownOnes(String written, String meant) {
      assertThat(Given.failure(written, "x").faults())
          .containsExactly(
              new SettingFault(
                  written + " is not a setting: did you mean " + meant + "?",
                  "Correct its name, or remove it"));
    }
  }
}
