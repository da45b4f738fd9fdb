package io.botfunnel.starter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.bot.dispatch.HandlerOptions;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.telegram.CaptureRules;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Nested
  class Values {
    @Test
    void haveDefaultsWhereTheyAreNoSecrets() {
      Settings settings = Settings.from(Given.SECRETS);
      assertThat(settings.telegram().apiUrl()).hasToString("https://api.telegram.org");
      assertThat(settings.telegram().allowedUpdates()).isEmpty();
      assertThat(settings.xtracker().url()).hasToString("https://xtracker.cc");
      assertThat(settings.xtracker().ingestToken()).isEmpty();
      assertThat(settings.tracking())
          .isEqualTo(
              new Settings.Tracking(
                  "data/outbox",
                  Duration.ofDays(7),
                  Duration.ofDays(90),
                  new Settings.Kept(
                      Duration.ofDays(1_095), Duration.ofDays(365), Duration.ofDays(730)),
                  CaptureRules.STANDARD,
                  Attribution.LAST_CLICK,
                  20,
                  DepositCeiling.NONE,
                  false,
                  new Settings.Delivery(Duration.ofMinutes(10), 64, 20, Duration.ofSeconds(15))));
      assertThat(settings.bot())
          .isEqualTo(
              new HandlerOptions(
                  true,
                  16,
                  0,
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(3),
                  List.of(
                      Duration.ofMinutes(10),
                      Duration.ofHours(1),
                      Duration.ofHours(6),
                      Duration.ofDays(1))));
    }

    @Test
    void areTakenByKeyOrByEnvironmentNameWhichWins() {
      Map<String, String> values = Given.with("tracking.delivery.max-in-flight", "8");
      assertThat(Settings.from(values).tracking().delivery().maxInFlight()).isEqualTo(8);
      values.put("TRACKING_DELIVERY_MAX_IN_FLIGHT", "9");
      assertThat(Settings.from(values).tracking().delivery().maxInFlight()).isEqualTo(9);
    }

    @Test
    void areTakenAsTheyStandDollarsAndAll() {
      Settings settings = Given.settings("XTRACKER_BEARER", "${HOME}$$,\\x");
      assertThat(settings.xtracker().bearer().get()).isEqualTo("${HOME}$$,\\x");
    }

    @Test
    void countAsAbsentWhereTheVariableIsEmpty() {
      Map<String, String> values = Given.with("bot.handler-threads", "3");
      values.put("BOT_HANDLER_THREADS", "");
      assertThat(Settings.from(values).bot().handlerThreads()).isEqualTo(3);
    }

    @Test
    void mayBeListsWithCommas() {
      Settings settings = Given.settings("TELEGRAM_ALLOWED_UPDATES", "message, chat_member");
      assertThat(settings.telegram().allowedUpdates()).containsExactly("message", "chat_member");
    }

    @Test
    void mayBeTheMostThatADepositCounts() {
      assertThat(Given.settings("TRACKING_DEPOSIT_CEILING", "10000 USD, 9000.50 EUR").tracking())
          .extracting(Settings.Tracking::ceiling)
          .hasToString("9000.50 EUR, 10000.00 USD");
    }

    @Test
    void sayWhatIsCapturedFromTelegram() {
      Map<String, String> values = Given.with("TRACKING_START_PREFIX", "go-");
      values.put("TRACKING_CONTACT_ON_START", "false");
      values.put("TRACKING_SUBSCRIBED_CHATS", "-1001234567890, @MyChannel");
      values.put("TRACKING_PAYMENTS_ENABLED", "true");
      values.put("TRACKING_PAYMENTS_STARS_RATE", "0.013 USD");
      assertThat(Settings.from(values).tracking().capture())
          .isEqualTo(
              new CaptureRules(
                  false,
                  new StartPrefix("go-"),
                  Set.of(new SubscribedChat("@mychannel"), new SubscribedChat("-1001234567890")),
                  true,
                  StarsRate.of("0.013 USD")));
    }

    @Test
    void mayNameTheFirstClickAndAnyPostgresql() {
      Map<String, String> values = Given.with("TRACKING_ATTRIBUTION", "first-click");
      values.put("TRACKING_OUTBOX_URL", "jdbc:postgresql://db/bot");
      assertThat(Settings.from(values).tracking().attribution()).isEqualTo(Attribution.FIRST_CLICK);
      assertThat(Settings.from(values).tracking().outboxUrl())
          .isEqualTo("jdbc:postgresql://db/bot");
    }

    @ParameterizedTest
    @CsvSource({"90s,PT1M30S", "10m,PT10M", "1h,PT1H", "PT0H2M,PT2M", "1s,PT1S", "24h,PT24H"})
    void mayBeDurationsAsPeopleWriteThem(String written, Duration meant) {
      Settings settings = Given.settings("TRACKING_DELIVERY_MAX_BACKOFF", written);
      assertThat(settings.tracking().delivery().maxBackoff()).isEqualTo(meant);
    }

    @Test
    void ofTheConsoleHaveTheirRulesToo() {
      assertThatThrownBy(() -> Given.settings("console.port", "whatever"))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContaining("console.port (CONSOLE_PORT)");
    }

    @Test
    void ofOtherPeopleAreLeftToThem() {
      assertThat(Given.settings("TELEGRAM_WHATEVER", "x")).isNotNull();
      assertThat(Given.settings("gate.port", "x")).isNotNull();
      assertThat(Given.settings("shop.name", "x")).isNotNull();
    }
  }

  @Nested
  class Servers {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://api.example.com",
          "http://127.0.0.1:8081",
          "http://localhost:8081/",
          "http://[::1]:8081",
          "http://10.1.2.3",
          "http://192.168.1.20:8081",
          "http://172.16.0.1",
          "http://[fd00::1]:8081",
          "http://telegram-bot-api:8081",
          "http://bots.internal",
        })
    void ofTheBotApiMayBeLocal(String url) {
      assertThat(Given.settings("TELEGRAM_API_URL", url).telegram().apiUrl())
          .isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://api.telegram.org",
          "http://172.32.0.1",
          "http://8.8.8.8",
          "http://[2001:db8::1]",
          "http://1.2.3.4.example.com",
          "https://api.telegram.org/path",
          "https://api.telegram.org?x=y",
          "https://me@api.telegram.org",
          "ftp://localhost",
          "api.telegram.org",
          "not a url",
        })
    void ofTheBotApiAreRefusedWhereTheTokenWouldBeSeen(String url) {
      assertThat(Given.failure("TELEGRAM_API_URL", url))
          .hasMessageContaining("telegram.api-url (TELEGRAM_API_URL) is \"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://xtracker.cc/base",
          "http://127.0.0.2:1",
          "http://LOCALHOST",
          "http://[::1]"
        })
    void ofTheTrackerMayBeThisMachine(String url) {
      assertThat(Given.settings("XTRACKER_URL", url).xtracker().url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"http://xtracker.cc", "http://192.168.1.20", "http://tracker", "https://x/?a=b"})
    void ofTheTrackerAreRefusedWhereTheBearerWouldBeSeen(String url) {
      assertThat(Given.failure("XTRACKER_URL", url))
          .hasMessageContaining("xtracker.url (XTRACKER_URL) is \"");
    }
  }

  @Nested
  class Secrets {
    @Test
    void areNotShownByToString() {
      Map<String, String> values = Given.with("XTRACKER_INGEST_TOKEN", "ingest-token-0815");
      values.put("TRACKING_OUTBOX_URL", "jdbc:postgresql://db/bot?user=me&password=pass1");
      assertThat(Settings.from(values).toString())
          .contains("***", "xtracker.cc")
          .doesNotContain("AAF-", "s3cr3t", "0815", "pass1");
    }

    @Test
    void areKnownToTheLog() {
      assertThat(Given.settings("XTRACKER_INGEST_TOKEN", "ingest-token-0815").secrets())
          .containsExactly(Given.TOKEN, Given.BEARER, "ingest-token-0815");
    }

    @Test
    void areNotShownByErrorsThoughTheyStandInTheWrongPlace() {
      Map<String, String> values = new HashMap<>(Given.SECRETS);
      values.put("BOT_HANDLER_THREADS", Given.BEARER);
      values.put("BOT_HANDLER_RETRIES", Given.TOKEN);
      values.put("TELEGRAM_API_URL", "https://user:pass0@host/?token=pass1");
      assertThat(Given.failure(() -> Settings.from(values)))
          .hasMessageContaining("***")
          .hasMessageNotContainingAny("s3cr3t", "AAF-", "pass0", "pass1");
    }
  }

  @Test
  void theProxyIsForBothAndShowsNoPassword() {
    Settings settings = Given.settings("OUTBOUND_PROXY", "http://me:hidden@proxy.example:3128");
    assertThat(settings.telegram().proxy()).isPresent().isEqualTo(settings.xtracker().proxy());
    assertThat(settings.toString())
        .contains("http://***@proxy.example:3128")
        .doesNotContain("hidden");
    assertThat(settings.secrets()).contains("hidden");
    assertThat(Given.settings("OUTBOUND_PROXY", "none").xtracker().proxy()).isEmpty();
  }
}
