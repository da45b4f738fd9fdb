package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.Parsers.atMost;
import static io.botfunnel.starter.settings.Parsers.duration;
import static io.botfunnel.starter.settings.Parsers.listOf;
import static io.botfunnel.starter.settings.Parsers.matching;
import static io.botfunnel.starter.settings.Parsers.oneOf;
import static io.botfunnel.starter.settings.Parsers.secretOfTracker;
import static io.botfunnel.starter.settings.Parsers.that;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.gateway.Partner;
import io.botfunnel.starter.settings.Setting.Scope;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting, declared once: reading, checking, masking and the texts of faults follow from this
 * table. {@code config/bot.yaml} explains the settings to the operator. Immutable.
 */
public final class SettingsTable {
  public static final SettingsTable KEYS = new SettingsTable();

  /** Prefix of a partner's settings; the partner's name follows. */
  static final String PARTNERS = "gateway.partners.";

  private static final String PARTNER = PARTNERS + "*.";
  private static final String SECRET_RULE =
      "at least 4 visible ASCII characters, without quotes around them";
  private static final String CORRECT = "Correct it, or leave it out";

  private final List<Setting<?>> rows = new ArrayList<>();
  private final SettingRows shared = new SettingRows(Scope.SHARED, rows::add);
  private final SettingRows own = new SettingRows(Scope.OWN, rows::add);
  private final SettingRows process = new SettingRows(Scope.PROCESS, rows::add);

  public final Setting<String> botToken =
      own.secret(
          "telegram.bot-token",
          matching("[0-9]+:[A-Za-z0-9_-]+"),
          "digits, a colon, then letters, digits, _ and -",
          "Set TELEGRAM_BOT_TOKEN to the token as it is; to get one, ask @BotFather");
  final Setting<URI> apiUrl =
      shared.standard(
          "telegram.api-url",
          "https://api.telegram.org",
          ServerUrl::ofBotApi,
          "scheme, host and port, over https; plain http is for local hosts only, since the bot"
              + " token travels in the URL",
          ", or write for example http://127.0.0.1:8081");
  final Setting<List<String>> allowedUpdates =
      shared.optional(
          "telegram.allowed-updates",
          listOf(matching("[a-z_]{1,64}")),
          "a list of update types as Telegram writes them, such as message, chat_member",
          "Correct the name, or leave the setting out for Telegram's default");
  public final Setting<Boolean> byWebhook =
      shared.standard(
          "telegram.mode",
          "polling",
          oneOf(Map.of("webhook", true, "polling", false)),
          "polling, or webhook, which has Telegram push the updates");
  final Setting<URI> webhookUrl =
      own.optional(
          "telegram.webhook-url",
          ServerUrl::ofWebhook,
          "an https URL on port 443, 80, 88 or 8443 whose path ends in /telegram, without query,"
              + " fragment and user-info; plain http is for a Bot API server of your own, to local"
              + " hosts",
          "Write for example https://bot.example.com/telegram, and have the proxy lead it to the"
              + " gateway's port");
  final Setting<String> webhookSecret =
      own.secret(
          "telegram.webhook-secret",
          matching("[A-Za-z0-9_-]{16,256}"),
          "16 to 256 of A-Z a-z 0-9 _ -",
          "Set TELEGRAM_WEBHOOK_SECRET to what openssl rand -hex 24 prints");

  final Setting<URI> xtrackerUrl =
      shared.standard(
          "xtracker.url",
          "https://xtracker.cc",
          ServerUrl::ofTracker,
          "an https URL without query, fragment and user-info; plain http is for 127.0.0.0/8, ::1"
              + " and localhost only");
  final Setting<String> bearer =
      own.secret(
          "xtracker.bearer",
          secretOfTracker(),
          SECRET_RULE,
          "Set XTRACKER_BEARER, or XTRACKER_BEARER_FILE to a file that holds it, as XTRACKER's"
              + " settings page shows it");
  final Setting<Path> bearerFile =
      own.optional(
          "xtracker.bearer-file",
          Path::of,
          "a readable file that holds nothing but the bearer, " + SECRET_RULE,
          "Check the path, the file's rights and its content");
  final Setting<String> ingestToken =
      own.secret(
          "xtracker.ingest-token",
          secretOfTracker(),
          SECRET_RULE,
          "Set XTRACKER_INGEST_TOKEN as XTRACKER's settings page shows it, or leave it out");

  /** Explicit {@code none} differs from a missing setting. */
  final Setting<Optional<OutboundProxy>> proxy =
      process
          .hiding(Secrecy.PROXY_URL)
          .optional(
              "outbound.proxy",
              text -> text.equals("none") ? Optional.empty() : Optional.of(OutboundProxy.of(text)),
              "http://host:port or http://user:password@host:port, with what is no letter and no"
                  + " digit percent-encoded in user and password; or none",
              "Write for example http://proxy.example:3128, or leave it out");

  final Setting<String> outboxUrl =
      process
          .hiding(Secrecy.OUTBOX_URL)
          .standard(
              "tracking.outbox.url",
              "data/outbox",
              Parsers::outboxUrl,
              "the path of an H2 file, without its .mv.db, without a scheme, '?' and ';', or a URL"
                  + " that starts with jdbc:postgresql: and that its driver understands",
              ", or write for example jdbc:postgresql://host/database?user=bot");
  final Setting<Duration> retention =
      process.period("tracking.outbox.retention", "1h", "3650d", "7d");
  final Setting<Duration> dedupeRetention =
      process.period("tracking.outbox.dedupe-retention", "1h", "3650d", "90d");
  final Setting<Duration> bindingRetention =
      process.period("tracking.outbox.binding-retention", "90d", "3650d", "1095d");
  final Setting<Duration> refusedRetention =
      process.period("tracking.outbox.refused-retention", "30d", "3650d", "365d");
  final Setting<Duration> historyRetention =
      process.period("tracking.outbox.history-retention", "7d", "3650d", "730d");
  final Setting<Boolean> dryRun = process.flag("tracking.dry-run", "false");
  final Setting<Boolean> contactOnStart = shared.flag("tracking.contact-on-start", "true");
  final Setting<StartPrefix> startPrefix =
      shared.standard(
          "tracking.start-prefix",
          "fb_",
          StartPrefix::new,
          "1 to 32 characters of A-Z a-z 0-9 _ -",
          ", or write what your landing page puts before the uid");
  final Setting<List<SubscribedChat>> subscribedChats =
      shared.optional(
          "tracking.subscribed.chats",
          listOf(SubscribedChat::new),
          "a list of channels and groups, each by its id, which is below zero, or by its public name"
              + " with an @",
          "Write for example -1001234567890, @mychannel");
  final Setting<Boolean> payments = shared.flag("tracking.payments.enabled", "false");
  final Setting<StarsRate> starsRate =
      shared.optional(
          "tracking.payments.stars-rate",
          StarsRate::of,
          "the worth of one Star and a currency of ISO 4217, above zero, with up to 10 fraction"
              + " digits",
          "Write for example 0.013 USD, or leave it out: then payments in Stars are not counted");
  final Setting<Attribution> attribution =
      shared.standard(
          "tracking.attribution",
          "last-click",
          oneOf(
              Map.of("last-click", Attribution.LAST_CLICK, "first-click", Attribution.FIRST_CLICK)),
          "last-click or first-click");
  final Setting<Integer> newUidsPerDay =
      shared.number("tracking.new-uids-per-day", 1, 1_000_000, 20);
  final Setting<DepositCeiling> depositCeiling =
      shared.optional(
          "tracking.deposit.ceiling",
          listOf(identity()).andThen(DepositCeiling::of),
          "a list of amounts above zero, each with a currency of ISO 4217, one per currency",
          "Write for example 10000 USD, 9000 EUR, or leave it out: then every deposit is sent");
  final Setting<Duration> maxBackoff =
      shared.period("tracking.delivery.max-backoff", "1s", "24h", "10m");
  final Setting<Integer> maxInFlight =
      shared.number("tracking.delivery.max-in-flight", 1, 1024, 64);
  final Setting<Integer> maxAttempts = shared.number("tracking.delivery.max-attempts", 1, 1000, 20);
  final Setting<Duration> responseTimeout =
      shared.period("tracking.delivery.response-timeout", "1s", "2m", "15s");

  public final Setting<Boolean> inbox = shared.flag("bot.inbox", "true");
  final Setting<Integer> handlerThreads = shared.number("bot.handler-threads", 1, 256, 16);
  final Setting<Integer> handlerRetries = shared.number("bot.handler-retries", 0, 100, 0);
  final Setting<Duration> hangReportAfter =
      shared.period("bot.hang-report-after", "1s", "24h", "30s");
  final Setting<Duration> quarantineAlone = shared.period("bot.quarantine.alone", "1s", "1m", "3s");
  final Setting<List<Duration>> quarantineTrials =
      shared.standard(
          "bot.quarantine.trials",
          "10m,1h,6h,1d",
          listOf(duration("1s", "30d")).andThen(atMost(10)),
          "1 to 10 durations from 1s to 30d with commas in between, such as 10m,1h,6h,1d");

  final Setting<Boolean> consoleEnabled = process.flag("console.enabled", "true");
  final Setting<Integer> consolePort = process.number("console.port", 0, 65_535, 8090);
  final Setting<String> metricsKey = process.chosenSecret("console.metrics-key");

  public final Setting<Boolean> gatewayEnabled = shared.flag("gateway.enabled", "false");
  public final Setting<String> gatewayHost =
      process.standard(
          "gateway.host",
          "127.0.0.1",
          that(AddressRanges::isAddress),
          "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them");
  public final Setting<Integer> gatewayPort = process.number("gateway.port", 0, 65_535, 8091);
  final Setting<Integer> gatewayRate =
      process.number("gateway.rate", 1, 100_000, 100, ": requests a second of one address");
  final Setting<Integer> gatewayMaxConnections =
      process.number("gateway.max-connections", 16, 100_000, 1000, ": connections at a time");
  final Setting<AddressRanges> gatewayAllow = process.addresses("gateway.allow");
  final Setting<AddressRanges> trustedProxies =
      process.addresses("gateway.trusted-proxies", "127.0.0.0/8, ::1");
  final Setting<String> xtrackersSecret = own.chosenSecret("gateway.webhook-secret");

  final Setting<String> partnerToken = own.chosenSecret(PARTNER + "token");
  final Setting<AddressRanges> partnerAllow = own.addresses(PARTNER + "allow");
  final Setting<Boolean> partnerOwnIds =
      own.standard(
          PARTNER + "ids",
          "shared",
          oneOf(Map.of("own", true, "shared", false)),
          "own, if nobody else reports by the partner's transaction and trader ids, or shared");

  /** The partner's names, by ours. */
  final Map<String, Setting<String>> partnerParameters =
      Partner.NAMED.stream()
          .collect(toMap(identity(), ours -> own.parameter(PARTNER + "parameters." + ours)));

  /** Our event for one of a partner's events. */
  final Setting<String> partnerEvent =
      own.optional(
          PARTNER + "events.*",
          that(text -> Parsers.isEvent(text) || text.equals(Partner.IGNORED)),
          "contact, subscribed, registration, deposit or " + Partner.IGNORED,
          CORRECT);

  /** Values of parameters that the partner does not send. */
  final Map<String, Setting<String>> partnerFixed =
      Map.of(
          "event",
          own.optional(
              PARTNER + "fixed.event",
              that(Parsers::isEvent),
              "contact, subscribed, registration or deposit",
              CORRECT),
          "currency",
          own.optional(
              PARTNER + "fixed.currency",
              that(code -> Parsers.isMoney("1", code)),
              "three capital letters of ISO 4217, such as USD",
              CORRECT),
          "value",
          own.optional(
              PARTNER + "fixed.value",
              that(amount -> Parsers.isMoney(amount, "CLF")), // with the most fraction digits
              "an amount in plain digits, such as 25.00",
              CORRECT));

  final Setting<LogFormat> logFormat =
      process.standard(
          "logging.format",
          "text",
          oneOf(Map.of("text", LogFormat.TEXT, "json", LogFormat.JSON)),
          "text, for people, or json, a line each");

  private SettingsTable() {}

  Stream<Setting<?>> rows() {
    return rows.stream();
  }

  /** Returns the names of all settings, except those of partners. */
  Stream<String> names() {
    return rows().filter(row -> !row.hasChoice()).map(Setting::name);
  }

  /** Returns the row of a setting, by its name outside of a bot's section. */
  Optional<Setting<?>> find(String name) {
    return rows().filter(row -> row.isCalled(name)).findFirst();
  }
}
