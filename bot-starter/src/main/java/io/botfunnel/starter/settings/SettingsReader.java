package io.botfunnel.starter.settings;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads all settings and collects every fault before it fails. Not thread-safe. */
final class SettingsReader {
  private final SettingValues values;

  private SettingsReader(SettingValues values) {
    this.values = values;
  }

  /**
   * @throws InvalidSettingsException with every fault at once
   */
  static Settings read(SettingsSources sources) {
    return read(sources, SettingsReader::all);
  }

  /**
   * Reads one part of the settings.
   *
   * @throws InvalidSettingsException with every fault of that part
   */
  static <T> T read(SettingsSources sources, Function<SettingsReader, T> part) {
    SettingsReader reader = new SettingsReader(new SettingValues(sources));
    T value = part.apply(reader);
    reader.values.check();
    return value;
  }

  SettingValues values() {
    return values;
  }

  private Settings all() {
    UnknownNames unknown = new UnknownNames(values.sources());
    Settings.Origin origin =
        new Settings.Origin(
            values.sources().places(), unknown.foreign(), values.sources().secrets().toList());
    List<Settings> bots =
        bots().stream().map(bot -> new SettingsReader(values.of(bot)).settings(origin)).toList();
    unknown.faults().forEach(values::fault);
    requireOwnTokens(bots);
    return bots.get(0).besides(bots.subList(1, bots.size()));
  }

  /**
   * Returns the bots that run: the unnamed bot first, if it has a secret or is the only one, then
   * the named bots.
   */
  List<BotName> bots() {
    List<BotName> named = values.sources().bots(values::fault);
    boolean unnamed =
        named.isEmpty()
            || Stream.of(KEYS.botToken, KEYS.bearer, KEYS.bearerFile).anyMatch(values::has);
    return unnamed ? Stream.concat(Stream.of(BotName.UNNAMED), named.stream()).toList() : named;
  }

  /** Compares the digits before the colon: they identify the bot, even if its token changes. */
  private void requireOwnTokens(List<Settings> bots) {
    Map<String, String> keys = new HashMap<>();
    for (Settings bot : bots) {
      String key = KEYS.botToken.of(bot.name()).name();
      String id = bot.telegram().botToken().split(":", 2)[0];
      String known = id.isEmpty() ? null : keys.putIfAbsent(id, key);
      if (known != null) {
        values.fault(
            "%s and %s are of one bot: Telegram gives an update to one program alone"
                .formatted(known, key),
            "Give each a token of its own, or remove one");
      }
    }
  }

  private Settings settings(Settings.Origin origin) {
    return new Settings(
        values.sources().bot().value(),
        telegram(),
        xtracker(),
        tracking(),
        bot(),
        console(),
        gateway(),
        values.get(KEYS.logFormat),
        origin,
        List.of());
  }

  TelegramOptions telegram() {
    return new TelegramOptions(
        values.required(KEYS.botToken).orElse(""),
        values.get(KEYS.apiUrl),
        values.find(KEYS.allowedUpdates).orElse(List.of()),
        webhook(),
        proxy());
  }

  private Optional<WebhookOptions> webhook() {
    if (!values.get(KEYS.byWebhook)) {
      return Optional.empty();
    }
    if (!values.get(KEYS.inbox)) {
      Setting<Boolean> inbox = values.called(KEYS.inbox);
      values.fault(
          "%s is webhook and %s is false: Telegram is answered once an update is kept, so it has to be kept"
              .formatted(values.called(KEYS.byWebhook), inbox),
          "Leave " + inbox.name() + " out");
    }
    String secret = values.required(KEYS.webhookSecret).orElse("");
    Optional<URI> url = values.required(KEYS.webhookUrl);
    url.ifPresent(this::requireOwnPath);
    return url.map(known -> new WebhookOptions(known, secret));
  }

  /** Requires the bot's own path in the webhook's URL, by which the gateway tells bots apart. */
  private void requireOwnPath(URI url) {
    BotName bot = values.sources().bot();
    String path = "/bots/" + bot + "/telegram";
    if (!bot.isUnnamed() && !url.getRawPath().endsWith(path)) {
      values.fault(
          "%s is %s: its path has to end in %s, where the gateway takes this bot's updates"
              .formatted(values.called(KEYS.webhookUrl), url, path),
          "Correct it, and have the proxy lead it there");
    }
  }

  Settings.Xtracker xtracker() {
    return new Settings.Xtracker(
        values.get(KEYS.xtrackerUrl), bearer(), values.find(KEYS.ingestToken), proxy());
  }

  /** Returns the proxy to other machines, if one is set. */
  private Optional<OutboundProxy> proxy() {
    return values.find(KEYS.proxy).flatMap(proxy -> proxy);
  }

  private Supplier<String> bearer() {
    if (values.has(KEYS.bearer) && values.has(KEYS.bearerFile)) {
      values.fault(
          "%s and %s are both set"
              .formatted(values.called(KEYS.bearer), values.called(KEYS.bearerFile)),
          "Keep one of them");
    }
    return values.has(KEYS.bearerFile)
        ? bearerFile()
        : constant(values.required(KEYS.bearer).orElse(""));
  }

  private Supplier<String> bearerFile() {
    Optional<Path> folder = values.find(KEYS.bearerFile).filter(Files::isDirectory);
    if (folder.isPresent()) {
      values.fault(
          "%s is the folder %s, but has to be a readable file"
              .formatted(values.called(KEYS.bearerFile), folder.get()),
          "Name the file in it that holds the bearer");
      return constant("");
    }
    return values
        .<Supplier<String>>find(
            KEYS.bearerFile, file -> BearerFile.open(Path.of(file), BotLogging::hide))
        .orElse(constant(""));
  }

  private static Supplier<String> constant(String bearer) {
    return () -> bearer;
  }

  Settings.Tracking tracking() {
    return new Settings.Tracking(
        values.get(KEYS.outboxUrl),
        values.get(KEYS.retention),
        values.get(KEYS.dedupeRetention),
        new Settings.Kept(
            values.get(KEYS.bindingRetention),
            values.get(KEYS.refusedRetention),
            values.get(KEYS.historyRetention)),
        capture(),
        values.get(KEYS.attribution),
        values.get(KEYS.newUidsPerDay),
        values.find(KEYS.depositCeiling).orElse(DepositCeiling.NONE),
        values.get(KEYS.dryRun),
        new Settings.Delivery(
            values.get(KEYS.maxBackoff),
            values.get(KEYS.maxInFlight),
            values.get(KEYS.maxAttempts),
            values.get(KEYS.responseTimeout)));
  }

  /** Returns the rules for capturing funnel events from updates. */
  CaptureRules capture() {
    return new CaptureRules(
        values.get(KEYS.contactOnStart),
        values.get(KEYS.startPrefix),
        Set.copyOf(values.find(KEYS.subscribedChats).orElse(List.of())),
        values.get(KEYS.payments),
        values.find(KEYS.starsRate).orElse(null));
  }

  Settings.Console console() {
    return new Settings.Console(
        values.get(KEYS.consoleEnabled),
        values.get(KEYS.consolePort),
        values.find(KEYS.metricsKey));
  }

  GatewaySettings gateway() {
    boolean enabled = values.get(KEYS.gatewayEnabled);
    if (enabled && !values.has(KEYS.ingestToken)) {
      values.fault(
          values.called(KEYS.ingestToken) + " is missing: the gateway lets nobody in without it",
          "Set it as XTRACKER's settings page shows it, or %s to false"
              .formatted(values.called(KEYS.gatewayEnabled)));
    }
    return new GatewaySettings(
        enabled,
        values.get(KEYS.gatewayHost),
        values.get(KEYS.gatewayPort),
        values.find(KEYS.ingestToken).orElse(""),
        values.find(KEYS.xtrackersSecret),
        values.find(KEYS.gatewayAllow).orElse(AddressRanges.NONE),
        values.get(KEYS.trustedProxies),
        values.get(KEYS.gatewayRate),
        values.get(KEYS.gatewayMaxConnections),
        values.get(KEYS.startPrefix),
        new PartnersReader(values).read());
  }

  private HandlerOptions bot() {
    return new HandlerOptions(
        values.get(KEYS.inbox),
        values.get(KEYS.handlerThreads),
        values.get(KEYS.handlerRetries),
        values.get(KEYS.hangReportAfter),
        values.get(KEYS.quarantineAlone),
        values.get(KEYS.quarantineTrials));
  }
}
