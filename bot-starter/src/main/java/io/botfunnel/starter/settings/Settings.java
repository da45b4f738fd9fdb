package io.botfunnel.starter.settings;

import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.tracking.Outbox;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.capture.CaptureRules;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an operator has set: {@code config/bot.yaml}, overridden by the environment. Every value has
 * passed its rule. Immutable; {@code toString} shows no secret.
 *
 * <p>These are the settings of one bot: of the unnamed one, or where there is none of the first
 * named one, with those of the others beside them. What is the process's is the same in each: the
 * outbox, the page, the log, and where the gateway listens.
 *
 * @param name of the bot; empty for the unnamed one
 * @param telegram the bot and its Bot API server
 * @param xtracker the tracker and the secrets of the space
 * @param tracking what is tracked, and how it is delivered
 * @param bot how updates reach the bot's handlers
 * @param console the operator's page
 * @param gateway what partners and XTRACKER send in
 * @param logFormat how a line of the log is written
 * @param origin where all of it was read
 * @param others the other bots of the process, by name; often empty
 */
public record Settings(
    String name,
    Telegram telegram,
    Xtracker xtracker,
    Tracking tracking,
    Bot bot,
    Console console,
    GatewaySettings gateway,
    LogFormat logFormat,
    Origin origin,
    List<Settings> others) {

  public Settings {
    others = List.copyOf(others);
  }

  /**
   * The settings of this process. The file is {@code config/bot.yaml} in the working directory, or
   * what the system property or environment variable {@code BOTFUNNEL_CONFIG} names; only a named
   * file has to exist. A variable that is set but empty counts as not set.
   *
   * @throws InvalidSettingsException with every fault at once
   */
  public static Settings load() {
    return SettingsReader.read(
        SettingsSources.of(System.getenv(), System.getProperty(SettingsSources.PATH)));
  }

  /**
   * Settings from these values alone, for tests and for embedding.
   *
   * @param values by key ({@code telegram.bot-token}) or by environment name ({@code
   *     TELEGRAM_BOT_TOKEN}, which wins); an unknown key is an error as in the file
   * @throws InvalidSettingsException with every fault at once
   */
  public static Settings from(Map<String, String> values) {
    return SettingsReader.read(SettingsSources.of(values));
  }

  /** Those of every bot of the process, these first. */
  public List<Settings> bots() {
    return Stream.concat(Stream.of(this), others.stream()).toList();
  }

  public BotName botName() {
    return new BotName(name);
  }

  /** The same with those of the other bots. */
  Settings besides(List<Settings> bots) {
    return new Settings(
        name, telegram, xtracker, tracking, bot, console, gateway, logFormat, origin, bots);
  }

  /** The values that {@link BotLogging#install} has to hide, of every bot. */
  public List<String> secrets() {
    return bots().stream().flatMap(each -> each.ownSecrets().stream()).toList();
  }

  private List<String> ownSecrets() {
    List<String> secrets = new ArrayList<>();
    secrets.add(telegram.botToken());
    secrets.add(xtracker.bearer().get());
    xtracker.ingestToken().ifPresent(secrets::add);
    xtracker.proxy().map(ProxySecrets::of).ifPresent(secrets::addAll);
    secrets.addAll(gateway.secrets());
    telegram.webhook().map(Webhook::secret).ifPresent(secrets::add);
    console.metricsKey().ifPresent(secrets::add);
    secrets.addAll(Outbox.secretsIn(tracking.outboxUrl()));
    return List.copyOf(secrets);
  }

  /**
   * Where settings were read.
   *
   * @param places the file, or that there is none and where it would be, in words for the operator
   * @param unused variables that begin like settings and are none, in the order of the alphabet
   */
  public record Origin(String places, List<String> unused) {
    public Origin {
      unused = List.copyOf(unused);
    }
  }

  /**
   * The bot and the Bot API server that it talks to.
   *
   * @param botToken the secret that @BotFather gave out
   * @param apiUrl scheme, host and port alone
   * @param allowedUpdates as Telegram names them; empty for Telegram's default
   * @param webhook where Telegram pushes the updates; empty for a bot that polls
   * @param proxy by way of which the server is reached, unless it is on this machine
   */
  public record Telegram(
      String botToken,
      URI apiUrl,
      List<String> allowedUpdates,
      Optional<Webhook> webhook,
      Optional<OutboundProxy> proxy) {
    public Telegram {
      allowedUpdates = List.copyOf(allowedUpdates);
    }

    /** One that is reached directly. */
    public Telegram(
        String botToken, URI apiUrl, List<String> allowedUpdates, Optional<Webhook> webhook) {
      this(botToken, apiUrl, allowedUpdates, webhook, Optional.empty());
    }

    @Override
    public String toString() {
      return "Telegram[botToken=***, apiUrl=%s, allowedUpdates=%s, webhook=%s, proxy=%s]"
          .formatted(apiUrl, allowedUpdates, webhook, proxy);
    }
  }

  /**
   * Where Telegram pushes the updates.
   *
   * @param url what leads to {@code /telegram} on the gateway's port
   * @param secret what Telegram has to send along
   */
  public record Webhook(URI url, String secret) {
    @Override
    public String toString() {
      return "Webhook[url=" + url + ", secret=***]";
    }
  }

  /**
   * The tracker and the secrets of the space.
   *
   * @param url https, or plain http to this machine
   * @param bearer the space's secret as it is at each call: a changed {@code bearer-file} is picked
   *     up; thread-safe, never throws
   * @param ingestToken the secret of the URLs that partners call
   * @param proxy by way of which the tracker is reached, unless it is on this machine
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
   * @param retention how long a delivered event can be looked at, 1 h to 10 years
   * @param dedupeRetention how long a late report of it is a duplicate, at least as long
   * @param kept how long what no delivery ends is kept
   * @param capture what of an update means something for the funnel
   * @param attribution the click that counts when a user comes with another one
   * @param newUidsPerDay how many new uids are bound to one Telegram user within a day
   * @param ceiling above which a deposit is set aside
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
    /** Where the outbox of this run is: a dry run has one of its own. */
    public String outboxInUse() {
      return dryRun ? Outbox.ofDryRun(outboxUrl) : outboxUrl;
    }

    @Override
    public String toString() {
      return "Tracking[outboxUrl=%s, retention=%s, dedupeRetention=%s, kept=%s, capture=%s, attribution=%s, newUidsPerDay=%d, ceiling=%s, dryRun=%s, delivery=%s]"
          .formatted(
              Outbox.shown(outboxUrl),
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
   * How long what no delivery ends is kept.
   *
   * @param bindings how long a uid is its user's after its last use, 90 days to 10 years
   * @param refused how long what was refused can be sent again, 30 days to 10 years
   * @param history how long conflicts and what operators did are shown, 7 days to 10 years
   */
  public record Kept(Duration bindings, Duration refused, Duration history) {}

  /**
   * How events reach the tracker.
   *
   * @param maxBackoff the longest wait before an entry is tried again, 1 s to 24 h
   * @param maxInFlight calls at once, 1 to 1024
   * @param maxAttempts tries of an entry that fails while others get through, 1 to 1000
   * @param responseTimeout of a whole call, 1 s to 2 min
   */
  public record Delivery(
      Duration maxBackoff, int maxInFlight, int maxAttempts, Duration responseTimeout) {}

  /**
   * The operator's page, on this machine alone.
   *
   * @param port where it listens; 0 for a free one
   * @param metricsKey what {@code /metrics} asks for as a bearer token; empty to ask for none
   */
  public record Console(boolean enabled, int port, Optional<String> metricsKey) {
    @Override
    public String toString() {
      return "Console[enabled=%s, port=%d, metricsKey=%s]"
          .formatted(enabled, port, metricsKey.isPresent() ? "***" : "none");
    }
  }

  /**
   * How updates reach the handlers of the bot.
   *
   * @param inbox whether updates are kept on disk until they are handled
   * @param handlerThreads chats that are handled at once, 1 to 256
   * @param handlerRetries further tries of an update whose handler has thrown, 0 to 100
   * @param hangReportAfter how long a handler may take before the log says so
   * @param suspectRunsAlone how long other handlers wait at most while one runs alone that may have
   *     ended the process, 1 s to 1 min
   * @param quarantineTrials how long the process has to live before it tries again what has proven
   *     to end it, and how long after that each further trial follows; the last one repeats
   */
  public record Bot(
      boolean inbox,
      int handlerThreads,
      int handlerRetries,
      Duration hangReportAfter,
      Duration suspectRunsAlone,
      List<Duration> quarantineTrials) {
    public Bot {
      quarantineTrials = List.copyOf(quarantineTrials);
    }
  }
}
