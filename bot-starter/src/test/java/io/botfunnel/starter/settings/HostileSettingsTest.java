package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.starter.BotApplication;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start says of settings that are wrong: no secret of them, and no line but its own. */
class HostileSettingsTest {
  private static final String LONG = "hush" + "-long-bearer".repeat(10);
  private static final String FORGED = "x\n  - all is well\u001b[2J\u202e";

  @Nested
  class AValue {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "TELEGRAM_API_URL",
          "TELEGRAM_MODE",
          "TRACKING_OUTBOX_URL",
          "TRACKING_START_PREFIX",
          "TRACKING_SUBSCRIBED_CHATS",
          "GATEWAY_HOST",
          "GATEWAY_ALLOW",
          "OUTBOUND_PROXY",
          "LOGGING_FORMAT",
          "BOT_INBOX"
        })
    void beginsNoLineAndIsNotObeyed(String key) {
      InvalidSettingsException failure = Given.failure(key, FORGED);
      String message = BotApplication.startFailureMessage(failure);
      assertThat(failure).hasMessage(message.replace(System.lineSeparator(), "\n"));
      assertThat(message.lines()).hasSize(1 + failure.faults().size());
      assertThat(message).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\r]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOT_INBOX", "TELEGRAM_API_URL", "GATEWAY_HOST"})
    void showsNoPartOfASecretThatIsCut(String key) {
      Map<String, String> values = Given.with(key, "https://xtracker.cc/" + LONG);
      values.put("XTRACKER_BEARER", LONG);
      assertThat(Given.failure(() -> Settings.from(values))).hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({
      "TELEGRAM_API_URL, http://me:hid/den@proxy:3128",
      "TELEGRAM_API_URL, http://me:hi@dden@proxy:3128",
      "BOT_INBOX, jdbc:postgresql://me:hid/den@db/bot",
      "TELEGRAM_WEBHOOK_URL, https://me:hidden@bot.example.com/telegramm",
      "XTRACKER_URL, https://xtracker.cc/?token=hidden",
    })
    void showsNoPasswordOfAUrl(String key, String url) {
      Map<String, String> values = Given.with(key, url);
      values.put("TELEGRAM_MODE", "webhook");
      assertThat(Given.failure(() -> Settings.from(values))).hasMessageNotContaining("hi");
    }

    @Test
    void isHiddenAlsoIfAPartnersTokenIsInTheEnvironmentAlone() {
      Map<String, String> values = Given.with("gateway.partners.shop.ids", "own");
      values.put("GATEWAY_PARTNERS_SHOP_TOKEN", "the-token-of-the-shop");
      values.put("BOT_INBOX", "the-token-of-the-shop");
      assertThat(Given.failure(() -> Settings.from(values)))
          .hasMessageContaining("bot.inbox")
          .hasMessageNotContaining("the-token");
    }

    @Test
    void ofADatabasesPasswordIsHiddenFromTheLog() {
      Settings settings =
          Given.settings(
              "TRACKING_OUTBOX_URL", "jdbc:postgresql://db/bot?password=p%40ss%2Cword&user=bot");
      BotLogging.install(settings.secrets());
      assertThat(BotLogging.masked("p@ss,word p%40ss%2Cword")).isEqualTo("*** ***");
    }
  }

  @Nested
  class TheFile {
    @TempDir Path folder;

    private InvalidSettingsException failure(String yaml) throws IOException {
      Path file = Files.writeString(folder.resolve("bot.yaml"), yaml);
      return Given.failure(() -> SettingsSources.of(new HashMap<>(), file.toString()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "xtracker:\n  bearer: *hush-hush-hush\n",
          "xtracker:\n  bearer: !hush-hush-hush\n",
          "xtracker:\n  bearer: !hush!hush-hush\n",
          "xtracker:\n  bearer: &a hush\n  b: *hush-hush\n",
          "xtracker:\n  bearer: @hush-hush-hush\n",
          "xtracker:\n  bearer: %hush-hush-hush\n",
          "xtracker:\n  bearer: 'hush-hush\n",
          "xtracker:\n  bearer: \"hush\\qhush\"\n",
          "xtracker:\n  hush-hush: 1\n  hush-hush: 2\n",
          "xtracker:\n\thush: 1\n",
          "xtracker: hush: hush\n",
          "hush-hush-hush\n",
        })
    void isNotQuoted(String yaml) throws IOException {
      assertThat(failure(yaml))
          .hasMessageContaining("bot.yaml")
          .hasMessageNotContaining("hush")
          .hasMessageContaining("as config/bot.yaml shows");
    }
  }

  @Test
  void theLastWordsOfAStartAreOneLineWithoutSecrets() {
    OutboxUnavailableException failure =
        new OutboxUnavailableException("no " + FORGED + " /bot" + Given.TOKEN + "/getMe");
    assertThat(BotApplication.startFailureMessage(failure))
        .doesNotContain("AAF-0123")
        .contains("/bot***/getMe", "x\\n  - all is well\\u001b[2J\\u202e");
  }
}
