package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingKeys.ALLOWED_UPDATES;
import static io.botfunnel.starter.settings.SettingKeys.API_URL;
import static io.botfunnel.starter.settings.SettingKeys.ATTRIBUTION;
import static io.botfunnel.starter.settings.SettingKeys.BEARER;
import static io.botfunnel.starter.settings.SettingKeys.BEARER_FILE;
import static io.botfunnel.starter.settings.SettingKeys.BINDING_RETENTION;
import static io.botfunnel.starter.settings.SettingKeys.BOT_TOKEN;
import static io.botfunnel.starter.settings.SettingKeys.BY_WEBHOOK;
import static io.botfunnel.starter.settings.SettingKeys.CONSOLE_ENABLED;
import static io.botfunnel.starter.settings.SettingKeys.CONSOLE_METRICS_KEY;
import static io.botfunnel.starter.settings.SettingKeys.CONSOLE_PORT;
import static io.botfunnel.starter.settings.SettingKeys.CONTACT_ON_START;
import static io.botfunnel.starter.settings.SettingKeys.DEDUPE_RETENTION;
import static io.botfunnel.starter.settings.SettingKeys.DEPOSIT_CEILING;
import static io.botfunnel.starter.settings.SettingKeys.DRY_RUN;
import static io.botfunnel.starter.settings.SettingKeys.HANDLER_RETRIES;
import static io.botfunnel.starter.settings.SettingKeys.HANDLER_THREADS;
import static io.botfunnel.starter.settings.SettingKeys.HANG_REPORT_AFTER;
import static io.botfunnel.starter.settings.SettingKeys.HISTORY_RETENTION;
import static io.botfunnel.starter.settings.SettingKeys.INBOX;
import static io.botfunnel.starter.settings.SettingKeys.INGEST_TOKEN;
import static io.botfunnel.starter.settings.SettingKeys.LOG_FORMAT;
import static io.botfunnel.starter.settings.SettingKeys.MAX_ATTEMPTS;
import static io.botfunnel.starter.settings.SettingKeys.MAX_BACKOFF;
import static io.botfunnel.starter.settings.SettingKeys.MAX_IN_FLIGHT;
import static io.botfunnel.starter.settings.SettingKeys.NEW_UIDS_PER_DAY;
import static io.botfunnel.starter.settings.SettingKeys.OUTBOX_URL;
import static io.botfunnel.starter.settings.SettingKeys.PAYMENTS;
import static io.botfunnel.starter.settings.SettingKeys.PROXY;
import static io.botfunnel.starter.settings.SettingKeys.QUARANTINE_ALONE;
import static io.botfunnel.starter.settings.SettingKeys.QUARANTINE_TRIALS;
import static io.botfunnel.starter.settings.SettingKeys.REFUSED_RETENTION;
import static io.botfunnel.starter.settings.SettingKeys.RESPONSE_TIMEOUT;
import static io.botfunnel.starter.settings.SettingKeys.RETENTION;
import static io.botfunnel.starter.settings.SettingKeys.STARS_RATE;
import static io.botfunnel.starter.settings.SettingKeys.START_PREFIX;
import static io.botfunnel.starter.settings.SettingKeys.SUBSCRIBED_CHATS;
import static io.botfunnel.starter.settings.SettingKeys.TELEGRAM_WEBHOOK_SECRET;
import static io.botfunnel.starter.settings.SettingKeys.TELEGRAM_WEBHOOK_URL;
import static io.botfunnel.starter.settings.SettingKeys.XTRACKER_URL;

import io.botfunnel.bot.dispatch.HandlerOptions;
import io.botfunnel.bot.telegram.TelegramOptions;
import io.botfunnel.bot.telegram.WebhookOptions;
import io.botfunnel.starter.gateway.AddressRanges;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads all settings and collects every fault before it fails. Not thread-safe. */
final class SettingsReader {
  private final SettingsSources sources;
  private final SettingValues values;

  private SettingsReader(SettingsSources sources) {
    this(sources, new SettingValues(sources));
  }

  private SettingsReader(SettingsSources sources, SettingValues values) {
    this.sources = sources;
    this.values = values;
  }

  /**
   * @throws InvalidSettingsException with every fault at once
   */
  static Settings read(SettingsSources sources) {
    return new SettingsReader(sources).settings();
  }

  /**
   * Reads one part of the settings.
   *
   * @throws InvalidSettingsException with every fault of that part
   */
  static <T> T read(SettingsSources sources, Function<SettingsReader, T> part) {
    SettingsReader reader = new SettingsReader(sources);
    T value = part.apply(reader);
    reader.values.check();
    return value;
  }

  private Settings settings() {
    List<BotName> running = bots();
    Settings first = of(running.get(0)).settings(List.of());
    List<Settings> others =
        running.stream().skip(1).map(bot -> of(bot).settings(List.of())).toList();
    UnknownKeys.faults(sources.written()).forEach(values::fault);
    BotSections.faults(sources.written()).forEach(values::fault);
    unknownVariables().faults().forEach(values::fault);
    SameToken.faults(first, others).forEach(values::fault);
    values.check();
    return first.besides(others);
  }

  /**
   * Returns the bots that run: the unnamed bot first, if it has a secret or is the only one, then
   * the named bots.
   */
  List<BotName> bots() {
    List<BotName> named = sources.bots(values::fault);
    boolean unnamed =
        named.isEmpty() || Stream.of(BOT_TOKEN, BEARER, BEARER_FILE).anyMatch(values::has);
    return unnamed ? Stream.concat(Stream.of(BotName.UNNAMED), named.stream()).toList() : named;
  }

  private SettingsReader of(BotName bot) {
    if (bot.isUnnamed()) {
      return this;
    }
    SettingsSources seen = sources.of(bot);
    return new SettingsReader(seen, values.of(seen));
  }

  private Settings settings(List<Settings> others) {
    return new Settings(
        sources.bot().value(),
        telegram(),
        xtracker(),
        tracking(),
        bot(),
        console(),
        gateway(),
        values.get(LOG_FORMAT),
        origin(),
        others);
  }

  private Settings.Origin origin() {
    return new Settings.Origin(sources.places(), unknownVariables().foreign());
  }

  private UnknownVariables unknownVariables() {
    return UnknownVariables.of(sources, sources.bots(wrong -> {}));
  }

  TelegramOptions telegram() {
    return new TelegramOptions(
        values.required(BOT_TOKEN),
        values.get(API_URL),
        values.find(ALLOWED_UPDATES).orElse(List.of()),
        webhook(),
        proxy());
  }

  private Optional<WebhookOptions> webhook() {
    if (!values.get(BY_WEBHOOK)) {
      return Optional.empty();
    }
    if (!values.get(INBOX)) {
      values.fault(
          BY_WEBHOOK
              + " is webhook and "
              + INBOX
              + " is false: Telegram is answered once an update is kept, so it has to be kept."
              + " Leave "
              + INBOX.name()
              + " out.");
    }
    String secret = values.required(TELEGRAM_WEBHOOK_SECRET);
    Optional<URI> url = values.found(TELEGRAM_WEBHOOK_URL);
    url.ifPresent(this::requireOwnPath);
    return url.map(known -> new WebhookOptions(known, secret));
  }

  /** Requires the bot's own path in the webhook's URL, by which the gateway tells bots apart. */
  private void requireOwnPath(URI url) {
    String path = "/bots/" + sources.bot() + "/telegram";
    if (!sources.bot().isUnnamed() && !url.getRawPath().endsWith(path)) {
      values.fault(
          "%s is %s: its path has to end in %s, where the gateway takes this bot's updates. Correct it, and have the proxy lead it there."
              .formatted(values.called(TELEGRAM_WEBHOOK_URL), url, path));
    }
  }

  Settings.Xtracker xtracker() {
    return new Settings.Xtracker(
        values.get(XTRACKER_URL), bearer(), values.find(INGEST_TOKEN), proxy());
  }

  /** Returns the proxy to other machines, if one is set. */
  Optional<OutboundProxy> proxy() {
    return values.find(PROXY).flatMap(proxy -> proxy);
  }

  /** Returns whether {@code outbound.proxy} is set. */
  boolean saysProxy() {
    return values.has(PROXY);
  }

  /** Returns the required token in the URLs that partners call. */
  String ingestToken() {
    return values.required(INGEST_TOKEN);
  }

  /** Returns the token in the URLs that partners call; empty if it is not set. */
  Optional<String> knownIngestToken() {
    return values.find(INGEST_TOKEN);
  }

  /** Returns XTRACKER's URL. */
  URI xtrackerUrl() {
    return values.get(XTRACKER_URL);
  }

  /** Returns the file that holds the bearer token, if it is in a file. */
  Optional<Path> bearerPath() {
    return values.find(BEARER_FILE);
  }

  private Supplier<String> bearer() {
    if (values.has(BEARER) && values.has(BEARER_FILE)) {
      values.fault(
          values.called(BEARER)
              + " and "
              + values.called(BEARER_FILE)
              + " are both set. Keep one of them.");
    }
    return values.has(BEARER_FILE) ? bearerFile() : constant(values.required(BEARER));
  }

  private Supplier<String> bearerFile() {
    Optional<Path> folder = bearerPath().filter(Files::isDirectory);
    folder.ifPresent(this::noFile);
    return folder.isPresent() ? constant("") : openBearerFile();
  }

  private void noFile(Path folder) {
    values.fault(
        "%s is the folder %s, but has to be a readable file. Name the file in it that holds the bearer."
            .formatted(values.called(BEARER_FILE), folder));
  }

  private Supplier<String> openBearerFile() {
    return values
        .find(BEARER_FILE.<Supplier<String>>as(file -> BearerFile.open(file, BotLogging::hide)))
        .orElse(constant(""));
  }

  private static Supplier<String> constant(String bearer) {
    return () -> bearer;
  }

  Settings.Tracking tracking() {
    return new Settings.Tracking(
        values.get(OUTBOX_URL),
        values.get(RETENTION),
        values.get(DEDUPE_RETENTION),
        new Settings.Kept(
            values.get(BINDING_RETENTION),
            values.get(REFUSED_RETENTION),
            values.get(HISTORY_RETENTION)),
        capture(),
        values.get(ATTRIBUTION),
        values.get(NEW_UIDS_PER_DAY),
        values.find(DEPOSIT_CEILING).orElse(DepositCeiling.NONE),
        values.get(DRY_RUN),
        delivery());
  }

  /** Returns the rules for capturing funnel events from updates. */
  CaptureRules capture() {
    return new CaptureRules(
        values.get(CONTACT_ON_START),
        values.get(START_PREFIX),
        values.find(SUBSCRIBED_CHATS).orElse(Set.of()),
        values.get(PAYMENTS),
        values.find(STARS_RATE).orElse(null));
  }

  private Settings.Delivery delivery() {
    return new Settings.Delivery(
        values.get(MAX_BACKOFF),
        values.get(MAX_IN_FLIGHT),
        values.get(MAX_ATTEMPTS),
        values.get(RESPONSE_TIMEOUT));
  }

  Settings.Console console() {
    return new Settings.Console(
        values.get(CONSOLE_ENABLED), values.get(CONSOLE_PORT), values.find(CONSOLE_METRICS_KEY));
  }

  GatewaySettings gateway() {
    boolean enabled = values.get(GatewayKeys.ENABLED);
    if (enabled && !values.has(INGEST_TOKEN)) {
      values.fault(
          values.called(INGEST_TOKEN)
              + " is missing: the gateway lets nobody in without it. Set it as XTRACKER's settings"
              + " page shows it, or gateway.enabled (GATEWAY_ENABLED) to false.");
    }
    return new GatewaySettings(
        enabled,
        values.get(GatewayKeys.HOST),
        values.get(GatewayKeys.PORT),
        sources.text(INGEST_TOKEN.name()),
        values.find(GatewayKeys.WEBHOOK_SECRET),
        values.find(GatewayKeys.ALLOW).orElse(AddressRanges.NONE),
        values.get(GatewayKeys.TRUSTED_PROXIES),
        values.get(GatewayKeys.RATE),
        values.get(GatewayKeys.MAX_CONNECTIONS),
        values.get(START_PREFIX),
        new PartnersReader(sources, values).read());
  }

  private HandlerOptions bot() {
    return new HandlerOptions(
        values.get(INBOX),
        values.get(HANDLER_THREADS),
        values.get(HANDLER_RETRIES),
        values.get(HANG_REPORT_AFTER),
        values.get(QUARANTINE_ALONE),
        values.get(QUARANTINE_TRIALS));
  }
}
