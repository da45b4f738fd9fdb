package io.botfunnel.starter;

import static io.botfunnel.starter.settings.SettingsTable.KEYS;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.bot.dispatch.Dispatch;
import io.botfunnel.bot.dispatch.HandlerGate;
import io.botfunnel.starter.console.Console;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.console.ConsoleConfig;
import io.botfunnel.starter.gateway.Gateway;
import io.botfunnel.starter.gateway.GatewayBot;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.ConsoleText;
import io.botfunnel.starter.logging.PlainText;
import io.botfunnel.starter.metrics.PrometheusMetrics;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.LogFormat;
import io.botfunnel.starter.settings.SettingFault;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/**
 * A tracked bot. It polls Telegram, captures funnel events, calls the author's handlers, delivers
 * events to XTRACKER, and stops cleanly.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   BotApplication.run(context -> context.reply("Hello!"));
 * }
 * }</pre>
 *
 * <p>It starts without Telegram and without XTRACKER and connects when they become reachable. If
 * the settings name several bots, all of them run here on one outbox; the application's own
 * accessors then return those of its first bot. Thread-safe; {@link #close} may be called twice.
 */
public final class BotApplication implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BotApplication.class);
  private static final int BAD_SETTINGS = 2;
  private static final int NO_OUTBOX = 3;

  private final PrometheusMetrics metrics;
  private final List<RunningBot> bots;
  private final Settings settings;
  private final Clock clock;
  private final ProcessLifetime lifetime = new ProcessLifetime(this::close);
  private volatile Optional<Console> console = Optional.empty();
  private volatile Optional<Gateway> gateway = Optional.empty();
  private boolean closing;

  private BotApplication(Settings settings, BotDefinitions given, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    boolean named = settings.bots().stream().anyMatch(bot -> !bot.name().isEmpty());
    this.metrics = new PrometheusMetrics(clock, named);
    this.bots = running(given);
  }

  /** Creates the bots; the first opens the outbox that the others share. */
  private List<RunningBot> running(BotDefinitions given) {
    HandlerGate gate = new HandlerGate(clock, settings.bot().suspectRunsAlone());
    List<RunningBot> running = new ArrayList<>();
    try {
      for (Settings each : settings.bots()) {
        Optional<RunningBot> first = running.stream().findFirst();
        running.add(new RunningBot(each, given.of(each), metrics.bots(), first, gate, clock));
      }
      running.forEach(
          bot ->
              metrics.bots().watch(bot.tracking(), new WatchedApplication(bot, metrics::scrape)));
      return List.copyOf(running);
    } catch (RuntimeException | Error e) {
      close(metrics::close);
      running.forEach(bot -> close(bot::end));
      throw e;
    }
  }

  /**
   * Runs a bot with the settings of {@code config/bot.yaml} and the environment until the process
   * is told to end. If the start cannot succeed, it prints the reason on standard error and exits
   * with 2 (a setting) or 3 (the outbox).
   */
  public static void run(UpdateHandler handler) {
    run(Bot.handling(handler));
  }

  /** Runs a bot with middleware and other handlers, like {@link #run(UpdateHandler)}. */
  public static void run(Bot bot) {
    runStarted(settings -> start(settings, bot));
  }

  /**
   * Runs several bots, like {@link #run(Bot)}. Each is given by its name in the settings, which
   * keeps a bot's keys under {@code bots.<name>.}; the unnamed bot has the empty name. {@link
   * #run(Bot)} instead runs one definition for every bot of the settings.
   */
  public static void run(Map<String, Bot> bots) {
    runStarted(settings -> start(settings, bots));
  }

  private static void runStarted(Function<Settings, BotApplication> start) {
    try {
      runUntilClosed(start.apply(Settings.load()));
    } catch (InvalidSettingsException | IllegalArgumentException e) {
      exit(e, BAD_SETTINGS);
    } catch (OutboxUnavailableException e) {
      exit(e, NO_OUTBOX);
    }
  }

  /**
   * Starts a bot inside a program that continues with other work. The process lives at least until
   * the bot is closed, even if {@code main} returns. When the process is told to end (SIGTERM), it
   * closes the bot first. A start that fails leaves no thread, file or port behind.
   *
   * @throws OutboxUnavailableException if the outbox cannot be opened; the message names the reason
   *     and the remedy
   */
  public static BotApplication start(Settings settings, UpdateHandler handler) {
    return start(settings, Bot.handling(handler));
  }

  /**
   * Starts a bot with middleware and other handlers, like {@link #start(Settings, UpdateHandler)}.
   *
   * @throws OutboxUnavailableException if the outbox cannot be opened; the message names the reason
   *     and the remedy
   */
  public static BotApplication start(Settings settings, Bot bot) {
    return start(settings, bot, Clock.systemUTC());
  }

  /**
   * Starts several bots, like {@link #start(Settings, Bot)}.
   *
   * @param bots by name in the settings; the unnamed bot has the empty name
   * @throws InvalidSettingsException if the names differ from those in the settings
   * @throws OutboxUnavailableException if the outbox cannot be opened; the message names the reason
   *     and the remedy
   */
  public static BotApplication start(Settings settings, Map<String, Bot> bots) {
    return start(settings, BotDefinitions.named(settings, bots), Clock.systemUTC());
  }

  static BotApplication start(Settings settings, Bot bot, Clock clock) {
    return start(settings, BotDefinitions.alike(settings, bot), clock);
  }

  static BotApplication start(Settings settings, BotDefinitions given, Clock clock) {
    BotLogging.install(settings.secrets());
    BotLogging.writeJson(settings.logFormat() == LogFormat.JSON);
    new StartupLog(settings, given).log();
    BotApplication application = new BotApplication(settings, given, clock);
    try {
      application.begin();
      return application;
    } catch (RuntimeException | Error e) {
      application.close();
      throw e;
    }
  }

  private void begin() {
    // The outbox is open, so an address file is left over from an earlier run, unless the outbox is
    // in PostgreSQL and shared.
    ConsoleAddress.file(settings.tracking().outboxInUse()).ifPresent(Console::deleteStaleAddress);
    openGateway();
    dispatches().forEach(Dispatch::start);
    bots.forEach(RunningBot::receive);
    openConsole();
    lifetime.begin();
  }

  private List<Dispatch> dispatches() {
    return bots.stream().flatMap(bot -> bot.dispatches().stream()).toList();
  }

  /**
   * Opens the gateway. If it cannot listen, the start fails, because partners might send each event
   * only once.
   */
  private void openGateway() {
    GatewaySettings address = settings.gateway();
    List<GatewayBot> served = bots.stream().map(RunningBot::asGatewayBot).toList();
    if (served.stream().anyMatch(GatewayBot::isReached)) {
      try {
        gateway = Optional.of(Gateway.start(served, metrics.bots()::countGatewayResponse, clock));
      } catch (IOException | RuntimeException e) {
        throw new InvalidSettingsException(
            List.of(
                new SettingFault(
                    "%s and %s are %s and %d, where the bot cannot listen (%s): they must be an address of this machine and a free port"
                        .formatted(
                            KEYS.gatewayHost,
                            KEYS.gatewayPort,
                            address.host(),
                            address.port(),
                            e.getMessage()),
                    "Another bot may be running. Set another port, or switch off %s and %s"
                        .formatted(KEYS.gatewayEnabled, KEYS.byWebhook))));
      }
    }
  }

  /** Opens the console last, because the bot does not depend on it. */
  private void openConsole() {
    if (settings.console().enabled()) {
      int port = settings.console().port();
      Path file = ConsoleAddress.file(settings.tracking().outboxInUse(), port);
      console =
          Console.start(
              watched(),
              new ConsoleConfig(port, Optional.of(file), settings.console().metricsKey()),
              clock);
    }
  }

  private List<WatchedApplication> watched() {
    return bots.stream().map(bot -> new WatchedApplication(bot, metrics::scrape)).toList();
  }

  private static void runUntilClosed(BotApplication bot) {
    for (RunningBot each : bot.bots) {
      log.info(
          "The bot {}runs; {}",
          each.name().isEmpty() ? "" : each.name() + " ",
          each.health().outbox());
    }
    if (!bot.lifetime.awaitEnd()) {
      Thread.interrupted(); // clears the flag, so that the stop takes its time
      bot.close();
    }
  }

  @SuppressWarnings("SystemOut") // the log may not be set up when the settings are wrong
  private static void exit(RuntimeException e, int code) {
    System.err.println(ConsoleText.ofStandardError().fit(startFailureMessage(e)));
    System.exit(code);
  }

  /**
   * Returns why a start failed, without secrets: one line, or a line per fault for invalid
   * settings.
   */
  public static String startFailureMessage(RuntimeException e) {
    return e instanceof InvalidSettingsException settings
        ? String.join(System.lineSeparator(), settings.lines())
        : PlainText.line(BotLogging.masked(String.valueOf(e.getMessage())));
  }

  /** Returns the running bots: the unnamed bot first, then the others by name. */
  public List<RunningBot> bots() {
    return bots;
  }

  /**
   * Returns the bot with the given name.
   *
   * @param name as in the settings; empty for the unnamed bot
   * @throws IllegalArgumentException if there is no such bot; the message lists the names
   */
  public RunningBot bot(String name) {
    return bots.stream()
        .filter(bot -> bot.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no bot '%s': there are %s. Correct the name"
                        .formatted(
                            name, bots.stream().map(bot -> "'" + bot.name() + "'").toList())));
  }

  private RunningBot first() {
    return bots.get(0);
  }

  /** Returns the tracking of the first bot, for events that happen outside an update. */
  public Tracking tracking() {
    return first().tracking();
  }

  /** Returns a Bot API client of the first bot. */
  public TelegramClient telegram() {
    return first().telegram();
  }

  /** Returns whether updates can arrive now: Telegram is polled, or it has this bot's webhook. */
  public boolean polling() {
    return first().polling();
  }

  /** Returns what is currently wrong with the connection to Telegram, in words for the operator. */
  public Optional<String> telegramTrouble() {
    return first().telegramTrouble();
  }

  /**
   * Returns whether updates could arrive at any time since the start, whatever the current state.
   */
  public boolean polledOnce() {
    return first().polledOnce();
  }

  /** Returns the first bot's username; empty until Telegram has told it. */
  public Optional<String> username() {
    return first().username();
  }

  /**
   * Returns the address of the operator's page, with the key for commands. Empty if the page is
   * switched off or its port is in use.
   */
  public Optional<ConsoleAddress> console() {
    return console.map(Console::address);
  }

  /**
   * Returns a link to the operator's page that lets in one browser, once, within five minutes.
   * Empty if the page is switched off or its port is in use. The command {@code console} prints
   * such a link.
   */
  public Optional<URI> consoleLink() {
    return console.map(Console::link);
  }

  /** Returns the URL that receives postbacks and pushed updates; empty if both are switched off. */
  public Optional<URI> gateway() {
    return gateway.map(Gateway::url);
  }

  /** Returns the health of the first bot's tracking. */
  public TrackingHealth health() {
    return first().health();
  }

  /** Returns the metrics in Prometheus' text format, version 0.0.4. */
  public String metrics() {
    return metrics.scrape();
  }

  /**
   * Returns the books of the first bot's inbox; updates that could not be handled count as refused.
   */
  public Books inboxBooks() {
    return first().inboxBooks();
  }

  /**
   * Returns the books of the first bot's conversions; those whose handler gave up count as refused.
   */
  public Books conversionBooks() {
    return first().conversionBooks();
  }

  /** Looks for due entries now; called after the clock was stepped. */
  void wake() {
    bots.forEach(RunningBot::wake);
  }

  /**
   * Stops polling, lets running handlers and calls finish for a few seconds, and closes the outbox.
   * Unfinished work continues after the next start. Takes at most about 10 s. A second call waits
   * until the first is done.
   */
  @Override
  public void close() {
    if (isClosing()) {
      lifetime.awaitEnd();
    } else {
      closeAll();
    }
  }

  private synchronized boolean isClosing() {
    boolean before = closing;
    closing = true;
    return before;
  }

  /** Closes every part, even if another part fails. */
  private void closeAll() {
    List.<Runnable>of(
            () -> console.ifPresent(Console::close),
            () -> gateway.ifPresent(Gateway::close),
            () -> ParallelStop.each(bots, RunningBot::stopReceiving),
            () -> Dispatch.close(dispatches()),
            () -> ParallelStop.each(bots, RunningBot::end),
            metrics::close)
        .forEach(BotApplication::close);
    log.info("The bot has stopped");
    lifetime.end();
  }

  private static void close(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      log.error("A part of the bot failed to stop; the other parts are stopped too", e);
    }
  }
}
