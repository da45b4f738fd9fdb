package io.botfunnel.starter.settings;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All settings. {@code config/bot.yaml} explains them to the operator. */
public final class SettingKeys {
  private static final String SECRET_RULE =
      "at least 4 visible ASCII characters, without quotes around them";

  public static final SettingKey<String> BOT_TOKEN =
      SettingKey.of(
          "telegram.bot-token",
          Rules.matching("[0-9]+:[A-Za-z0-9_-]+"),
          "digits, a colon, then letters, digits, _ and -",
          "Set TELEGRAM_BOT_TOKEN to the token as it is; to get one, ask @BotFather");
  static final SettingKey<URI> API_URL =
      SettingKey.of(
              "telegram.api-url",
              ServerUrl::ofBotApi,
              "scheme, host and port, over https; plain http is for local hosts only, since the bot"
                  + " token travels in the URL",
              "Leave it out for https://api.telegram.org, or write for example"
                  + " http://127.0.0.1:8081")
          .or("https://api.telegram.org");
  static final SettingKey<List<String>> ALLOWED_UPDATES =
      SettingKey.of(
          "telegram.allowed-updates",
          Rules.namesOfUpdates(),
          "a list of update types as Telegram writes them, such as message, chat_member",
          "Correct the name, or leave the setting out for Telegram's default");
  static final SettingKey<Boolean> BY_WEBHOOK =
      SettingKey.of(
              "telegram.mode",
              Rules.oneOf("webhook", "polling"),
              "polling, or webhook, which has Telegram push the updates",
              "Leave it out for polling")
          .or("polling");
  static final SettingKey<URI> TELEGRAM_WEBHOOK_URL =
      SettingKey.of(
          "telegram.webhook-url",
          ServerUrl::ofWebhook,
          "an https URL on port 443, 80, 88 or 8443 whose path ends in /telegram, without query,"
              + " fragment and user-info; plain http is for a Bot API server of your own, to local"
              + " hosts",
          "Write for example https://bot.example.com/telegram, and have the proxy lead it to the"
              + " gateway's port");
  static final SettingKey<String> TELEGRAM_WEBHOOK_SECRET =
      SettingKey.of(
          "telegram.webhook-secret",
          Rules.matching("[A-Za-z0-9_-]{16,256}"),
          "16 to 256 of A-Z a-z 0-9 _ -",
          "Set TELEGRAM_WEBHOOK_SECRET to what openssl rand -hex 24 prints");

  static final SettingKey<URI> XTRACKER_URL =
      SettingKey.of(
              "xtracker.url",
              ServerUrl::ofTracker,
              "an https URL without query, fragment and user-info; plain http is for 127.0.0.0/8,"
                  + " ::1 and localhost only",
              "Leave it out for https://xtracker.cc")
          .or("https://xtracker.cc");
  static final SettingKey<String> BEARER =
      SettingKey.of(
          "xtracker.bearer",
          Rules.secretOfTracker(),
          SECRET_RULE,
          "Set XTRACKER_BEARER, or XTRACKER_BEARER_FILE to a file that holds it, as XTRACKER's"
              + " settings page shows it");
  static final SettingKey<Path> BEARER_FILE =
      SettingKey.of(
          "xtracker.bearer-file",
          Path::of,
          "a readable file that holds nothing but the bearer, " + SECRET_RULE,
          "Check the path, the file's rights and its content");
  static final SettingKey<String> INGEST_TOKEN =
      SettingKey.of(
          "xtracker.ingest-token",
          Rules.secretOfTracker(),
          SECRET_RULE,
          "Set XTRACKER_INGEST_TOKEN as XTRACKER's settings page shows it, or leave it out");

  static final SettingKey<Optional<OutboundProxy>> PROXY =
      SettingKey.of(
          "outbound.proxy",
          Rules.proxy(),
          "http://host:port or http://user:password@host:port, with what is no letter and no digit"
              + " percent-encoded in user and password; or none",
          "Write for example http://proxy.example:3128, or leave it out");

  static final SettingKey<String> OUTBOX_URL =
      SettingKey.of(
              "tracking.outbox.url",
              Rules.outboxUrl(),
              "the path of an H2 file, without its .mv.db, without a scheme, '?' and ';', or a URL"
                  + " that starts with jdbc:postgresql: and that its driver understands",
              "Leave it out for data/outbox, or write for example"
                  + " jdbc:postgresql://host/database?user=bot")
          .or("data/outbox");
  static final SettingKey<Duration> RETENTION =
      SettingDuration.key("tracking.outbox.retention", "1h", "3650d", "7d");
  static final SettingKey<Duration> DEDUPE_RETENTION =
      SettingDuration.key("tracking.outbox.dedupe-retention", "1h", "3650d", "90d");
  static final SettingKey<Duration> BINDING_RETENTION =
      SettingDuration.key("tracking.outbox.binding-retention", "90d", "3650d", "1095d");
  static final SettingKey<Duration> REFUSED_RETENTION =
      SettingDuration.key("tracking.outbox.refused-retention", "30d", "3650d", "365d");
  static final SettingKey<Duration> HISTORY_RETENTION =
      SettingDuration.key("tracking.outbox.history-retention", "7d", "3650d", "730d");
  static final SettingKey<Boolean> CONTACT_ON_START = flag("tracking.contact-on-start", "true");
  static final SettingKey<StartPrefix> START_PREFIX =
      SettingKey.of(
              "tracking.start-prefix",
              StartPrefix::new,
              "1 to 32 characters of A-Z a-z 0-9 _ -",
              "Leave it out for fb_, or write what your landing page puts before the uid")
          .or("fb_");
  static final SettingKey<Set<SubscribedChat>> SUBSCRIBED_CHATS =
      SettingKey.of(
          "tracking.subscribed.chats",
          Rules.chats(),
          "a list of channels and groups, each by its id, which is below zero, or by its public"
              + " name with an @",
          "Write for example -1001234567890, @mychannel");
  static final SettingKey<Boolean> PAYMENTS = flag("tracking.payments.enabled", "false");
  static final SettingKey<StarsRate> STARS_RATE =
      SettingKey.of(
          "tracking.payments.stars-rate",
          StarsRate::of,
          "the worth of one Star and a currency of ISO 4217, above zero, with up to 10 fraction"
              + " digits",
          "Write for example 0.013 USD, or leave it out: then payments in Stars are not counted");
  static final SettingKey<Attribution> ATTRIBUTION =
      SettingKey.of(
              "tracking.attribution",
              Rules.attribution(),
              "last-click or first-click",
              "Leave it out for last-click")
          .or("last-click");
  static final SettingKey<Integer> NEW_UIDS_PER_DAY =
      number("tracking.new-uids-per-day", 1, 1_000_000, 20);
  static final SettingKey<DepositCeiling> DEPOSIT_CEILING =
      SettingKey.of(
          "tracking.deposit.ceiling",
          Rules.ceiling(),
          "a list of amounts above zero, each with a currency of ISO 4217, one per currency",
          "Write for example 10000 USD, 9000 EUR, or leave it out: then every deposit is sent");
  static final SettingKey<Duration> MAX_BACKOFF =
      SettingDuration.key("tracking.delivery.max-backoff", "1s", "24h", "10m");
  static final SettingKey<Integer> MAX_IN_FLIGHT =
      number("tracking.delivery.max-in-flight", 1, 1024, 64);
  static final SettingKey<Integer> MAX_ATTEMPTS =
      number("tracking.delivery.max-attempts", 1, 1000, 20);
  static final SettingKey<Duration> RESPONSE_TIMEOUT =
      SettingDuration.key("tracking.delivery.response-timeout", "1s", "2m", "15s");

  static final SettingKey<Boolean> INBOX = flag("bot.inbox", "true");
  static final SettingKey<Integer> HANDLER_THREADS = number("bot.handler-threads", 1, 256, 16);
  static final SettingKey<Integer> HANDLER_RETRIES = number("bot.handler-retries", 0, 100, 0);
  static final SettingKey<Duration> HANG_REPORT_AFTER =
      SettingDuration.key("bot.hang-report-after", "1s", "24h", "30s");

  static final SettingKey<Duration> QUARANTINE_ALONE =
      SettingDuration.key("bot.quarantine.alone", "1s", "1m", "3s");

  static final SettingKey<List<Duration>> QUARANTINE_TRIALS =
      SettingDuration.keyOfSome("bot.quarantine.trials", 10, "1s", "30d", "10m,1h,6h,1d");

  static final SettingKey<Boolean> DRY_RUN = flag("tracking.dry-run", "false");

  static final SettingKey<Boolean> CONSOLE_ENABLED = flag("console.enabled", "true");
  static final SettingKey<Integer> CONSOLE_PORT = number("console.port", 0, 65_535, 8090);

  /** The key that Prometheus must send. */
  static final SettingKey<String> CONSOLE_METRICS_KEY = GatewayKeys.secret("console.metrics-key");

  static final SettingKey<LogFormat> LOG_FORMAT =
      SettingKey.of(
              "logging.format",
              Rules.logFormat(),
              "text, for people, or json, a line each",
              "Leave it out for text")
          .or("text");

  /** Settings whose values are never shown. */
  static final List<SettingKey<String>> SECRETS =
      List.of(
          BOT_TOKEN,
          BEARER,
          INGEST_TOKEN,
          GatewayKeys.WEBHOOK_SECRET,
          TELEGRAM_WEBHOOK_SECRET,
          CONSOLE_METRICS_KEY);

  /** The names of all settings, except those of partners. */
  static final List<String> NAMES =
      Stream.of(
              BOT_TOKEN,
              API_URL,
              ALLOWED_UPDATES,
              BY_WEBHOOK,
              TELEGRAM_WEBHOOK_URL,
              TELEGRAM_WEBHOOK_SECRET,
              XTRACKER_URL,
              BEARER,
              BEARER_FILE,
              INGEST_TOKEN,
              PROXY,
              OUTBOX_URL,
              RETENTION,
              DEDUPE_RETENTION,
              BINDING_RETENTION,
              REFUSED_RETENTION,
              HISTORY_RETENTION,
              CONTACT_ON_START,
              START_PREFIX,
              SUBSCRIBED_CHATS,
              PAYMENTS,
              STARS_RATE,
              ATTRIBUTION,
              NEW_UIDS_PER_DAY,
              DEPOSIT_CEILING,
              MAX_BACKOFF,
              MAX_IN_FLIGHT,
              MAX_ATTEMPTS,
              RESPONSE_TIMEOUT,
              INBOX,
              HANDLER_THREADS,
              HANDLER_RETRIES,
              HANG_REPORT_AFTER,
              QUARANTINE_ALONE,
              QUARANTINE_TRIALS,
              DRY_RUN,
              CONSOLE_ENABLED,
              CONSOLE_PORT,
              CONSOLE_METRICS_KEY,
              GatewayKeys.ENABLED,
              GatewayKeys.HOST,
              GatewayKeys.PORT,
              GatewayKeys.RATE,
              GatewayKeys.MAX_CONNECTIONS,
              GatewayKeys.ALLOW,
              GatewayKeys.TRUSTED_PROXIES,
              GatewayKeys.WEBHOOK_SECRET,
              LOG_FORMAT)
          .map(SettingKey::name)
          .toList();

  private SettingKeys() {}

  static boolean isSecret(SettingKey<?> key) {
    return SECRETS.contains(key) || GatewayKeys.isPartnersSecret(key.name());
  }

  private static SettingKey<Boolean> flag(String name, String standard) {
    return SettingKey.of(name, Rules.flag(), "true or false", "Leave it out for " + standard)
        .or(standard);
  }

  private static SettingKey<Integer> number(String name, int least, int most, int standard) {
    return SettingKey.of(
            name,
            Rules.number(least, most),
            "a whole number from " + least + " to " + most,
            "Leave it out for " + standard)
        .or(String.valueOf(standard));
  }
}
