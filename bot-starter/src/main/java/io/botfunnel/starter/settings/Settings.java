package io.botfunnel.starter.settings;

import io.botfunnel.bot.dispatch.HandlerOptions;
import io.botfunnel.bot.telegram.TelegramOptions;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.CaptureRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The operator's settings: {@code config/bot.yaml}, overridden by the environment. Every value has
 * passed its rule. Immutable; {@code toString} shows no secret.
 *
 * <p>One instance holds the settings of one bot: the unnamed bot, or the first named bot if there
 * is no unnamed one. The settings of the other bots are in {@code others}. Settings of the process
 * are equal in each: the outbox, the page, the log, and where the gateway listens.
 *
 * @param name the bot's name; empty for the unnamed bot
 * @param telegram the bot and its Bot API server
 * @param xtracker the tracker and the secrets of the space
 * @param tracking what is tracked, and how it is delivered
 * @param bot how updates reach the bot's handlers
 * @param console the operator's page
 * @param gateway what receives postbacks and XTRACKER's webhook
 * @param logFormat the format of log lines
 * @param origin where the settings were read
 * @param others the other bots of the process, by name; often empty
 */
public record Settings(
    String name,
    TelegramOptions telegram,
    Xtracker xtracker,
    Tracking tracking,
    HandlerOptions bot,
    Console console,
    GatewaySettings gateway,
    LogFormat logFormat,
    Origin origin,
    List<Settings> others) {

  public Settings {
    others = List.copyOf(others);
  }

  /**
   * Loads the settings of this process. The file is {@code config/bot.yaml} in the working
   * directory, or the file named by the system property or environment variable {@code
   * BOTFUNNEL_CONFIG}. Only a named file has to exist. A variable that is set but empty counts as
   * not set.
   *
   * @throws InvalidSettingsException with every fault at once
   */
  public static Settings load() {
    return SettingsReader.read(SettingsSources.ofThisProcess());
  }

  /**
   * Creates settings from the given values only, for tests and for embedding.
   *
   * @param values by key ({@code telegram.bot-token}) or by environment name ({@code
   *     TELEGRAM_BOT_TOKEN}, which wins); an unknown key is an error, as in the file
   * @throws InvalidSettingsException with every fault at once
   */
  public static Settings from(Map<String, String> values) {
    return SettingsReader.read(SettingsSources.of(values));
  }

  /** Returns the settings of every bot of the process, these first. */
  public List<Settings> bots() {
    return Stream.concat(Stream.of(this), others.stream()).toList();
  }

  public BotName botName() {
    return new BotName(name);
  }

  /** Returns these settings with those of the other bots. */
  Settings besides(List<Settings> bots) {
    return new Settings(
        name, telegram, xtracker, tracking, bot, console, gateway, logFormat, origin, bots);
  }

  /**
   * Returns the values, of every bot, that {@link BotLogging#install} must mask. The content of a
   * {@code bearer-file} is masked from when it is read.
   */
  public List<String> secrets() {
    return origin.secrets();
  }

  /**
   * Where the settings were read, and what was found besides.
   *
   * @param places in words for the operator: the file, or that there is none and where it would be
   * @param unused variables that look like settings but are not, in alphabetical order
   * @param secrets the secrets of every bot
   */
  public record Origin(String places, List<String> unused, List<String> secrets) {
    public Origin {
      unused = List.copyOf(unused);
      secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "Origin[places=%s, unused=%s, secrets=***]".formatted(places, unused);
    }
  }

  /**
   * The tracker and the secrets of the space.
   *
   * @param url https, or plain http to this machine
   * @param bearer returns the space's current bearer token, and picks up a changed {@code
   *     bearer-file}; thread-safe, never throws
   * @param ingestToken the secret in the URLs that partners call
   * @param proxy the proxy to the tracker; not used if the tracker is on this machine
   */
  public record Xtracker(
      URI url,
      Supplier<String> bearer,
      Optional<String> ingestToken,
      Optional<OutboundProxy> proxy) {
    @Override
    public String toString() {
      String token = ingestToken.isPresent() ? "***" : "none";
      return "Xtracker[url=%s, bearer=***, ingestToken=%s, proxy=%s]".formatted(url, token, proxy);
    }
  }

  /**
   * What is tracked and where it is kept.
   *
   * @param outboxUrl a path (an H2 file) or {@code jdbc:postgresql:…}, which may hold a password
   * @param retention how long a delivered event can be looked up, 1 h to 10 years
   * @param dedupeRetention how long a late report of a delivered event counts as a duplicate, at
   *     least as long as {@code retention}
   * @param kept retention of data that does not end with delivery
   * @param capture the rules for capturing funnel events from updates
   * @param attribution the click that counts if a user arrives with another one
   * @param newUidsPerDay how many new uids are bound to one Telegram user within a day
   * @param ceiling amounts above which a deposit is refused until the operator sends it
   * @param dryRun whether requests to the tracker are shown instead of sent
   * @param delivery how events reach the tracker
   */
  public record Tracking(
      String outboxUrl,
      Duration retention,
      Duration dedupeRetention,
      Kept kept,
      CaptureRules capture,
      Attribution attribution,
      int newUidsPerDay,
      DepositCeiling ceiling,
      boolean dryRun,
      Delivery delivery) {
    /** Returns the outbox of this run; a dry run has its own. */
    public String outboxInUse() {
      return dryRun ? Outbox.dryRunUrl(outboxUrl) : outboxUrl;
    }

    @Override
    public String toString() {
      return "Tracking[outboxUrl=%s, retention=%s, dedupeRetention=%s, kept=%s, capture=%s, attribution=%s, newUidsPerDay=%d, ceiling=%s, dryRun=%s, delivery=%s]"
          .formatted(
              Outbox.masked(outboxUrl),
              retention,
              dedupeRetention,
              kept,
              capture,
              attribution,
              newUidsPerDay,
              ceiling,
              dryRun,
              delivery);
    }
  }

  /**
   * Retention of data that does not end with delivery.
   *
   * @param bindings how long a uid belongs to its user after its last use, 90 days to 10 years
   * @param refused how long refused entries can be sent again, 30 days to 10 years
   * @param history how long conflicts and operators' actions are shown, 7 days to 10 years
   */
  public record Kept(Duration bindings, Duration refused, Duration history) {}

  /**
   * How events reach the tracker.
   *
   * @param maxBackoff the longest wait before an entry is tried again, 1 s to 24 h
   * @param maxInFlight the most requests in flight, 1 to 1024
   * @param maxAttempts the most attempts of an entry that fails while others succeed, 1 to 1000
   * @param responseTimeout the timeout of a whole request, 1 s to 2 min
   */
  public record Delivery(
      Duration maxBackoff, int maxInFlight, int maxAttempts, Duration responseTimeout) {}

  /**
   * The operator's page, which only this machine can reach.
   *
   * @param enabled whether the page is served
   * @param port the port to listen on; 0 for a free one
   * @param metricsKey the bearer token that {@code /metrics} requires; empty to require none
   */
  public record Console(boolean enabled, int port, Optional<String> metricsKey) {
    @Override
    public String toString() {
      return "Console[enabled=%s, port=%d, metricsKey=%s]"
          .formatted(enabled, port, metricsKey.isPresent() ? "***" : "none");
    }
  }
}
