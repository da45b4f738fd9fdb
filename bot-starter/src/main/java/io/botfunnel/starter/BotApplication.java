package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.UpdateHandler;
import io.botfunnel.bot.dispatch.Dispatch;
import io.botfunnel.bot.dispatch.HandlerGate;
import io.botfunnel.starter.console.Console;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.gateway.Gateway;
import io.botfunnel.starter.gateway.GatewayBot;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.logging.ConsoleText;
import io.botfunnel.starter.logging.PlainText;
import io.botfunnel.starter.metrics.BotMetrics;
import io.botfunnel.starter.settings.GatewayKeys;
import io.botfunnel.starter.settings.InvalidSettingsException;
import io.botfunnel.starter.settings.LogFormat;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
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
 * A tracked bot: give it a handler and it polls, captures, dispatches, delivers, and stops cleanly.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   BotApplication.run(context -> context.reply("Hello!"));
 * }
 * }</pre>
 *
 * <p>It starts without Telegram and without XTRACKER and waits for either. Where the settings name
 * several bots all of them run here, on one outbox; what is asked of the application itself is that
 * of its first bot. Safe for use from any thread; {@link #close} tolerates being called twice.
 */
public final class BotApplication implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BotApplication.class);
  private static final int BAD_SETTINGS = 2;
  private static final int NO_OUTBOX = 3;

  private final BotMetrics metrics;
  private final List<RunningBot> bots;
  private final Settings settings;
  private final Clock clock;
  private final Lifetime lifetime = new Lifetime(this::close);
  private volatile Optional<Console> console = Optional.empty();
  private volatile Optional<Gateway> gateway = Optional.empty();
  private boolean closing;

  private BotApplication(Settings settings, GivenBots given, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    boolean named = settings.bots().stream().anyMatch(bot -> !bot.name().isEmpty());
    this.metrics = new BotMetrics(clock, named);
    this.bots = running(given);
  }

  /** The first opens the outbox that the others share. */
  private List<RunningBot> running(GivenBots given) {
    HandlerGate gate = new HandlerGate(clock, settings.bot().suspectRunsAlone());
    List<RunningBot> running = new ArrayList<>();
    try {
      for (Settings each : settings.bots()) {
        Optional<RunningBot> first = running.stream().findFirst();
        running.add(new RunningBot(each, given.of(each), metrics, first, gate, clock));
      }
      running.forEach(
          bot -> metrics.watch(bot.tracking(), new WatchedApplication(bot, metrics::scrape)));
      return List.copyOf(running);
    } catch (RuntimeException | Error e) {
      close(metrics::close);
      running.forEach(bot -> close(bot::end));
      throw e;
    }
  }

  /**
   * Runs a bot with the settings of {@code config/bot.yaml} and the environment until the process
   * is told to end. A start that cannot succeed says why on standard error and exits with 2 (a
   * setting) or 3 (the outbox).
   */
  public static void run(UpdateHandler handler) {
    run(Bot.handling(handler));
  }

  /** The same for a bot that is more than a handler. */
  public static void run(Bot bot) {
    runStarted(settings -> start(settings, bot));
  }

  /**
   * The same for several bots, each by its name in the settings, where {@code bots.<name>.} stands
   * before a key; the empty name is that of the bot without one. {@link #run(Bot)} runs one and the
   * same for each bot of the settings.
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
   * Starts a bot inside a program that goes on with something else. The process lives at least
   * until the bot is closed, also if {@code main} returns; when it is told to end (SIGTERM), it
   * closes the bot first. A start that fails leaves nothing behind: no thread, file or port.
   *
   * @throws OutboxUnavailableException if the outbox cannot be opened; says why and what to do
   */
  public static BotApplication start(Settings settings, UpdateHandler handler) {
    return start(settings, Bot.handling(handler));
  }

  /** The same for a bot that is more than a handler. */
  public static BotApplication start(Settings settings, Bot bot) {
    return start(settings, bot, Clock.systemUTC());
  }

  /**
   * The same for several bots, each by its name.
   *
   * @throws InvalidSettingsException if the settings have other bots
   */
  public static BotApplication start(Settings settings, Map<String, Bot> bots) {
    return start(settings, GivenBots.named(settings, bots), Clock.systemUTC());
  }

  static BotApplication start(Settings settings, Bot bot, Clock clock) {
    return start(settings, GivenBots.alike(settings, bot), clock);
  }

  static BotApplication start(Settings settings, GivenBots given, Clock clock) {
    BotLogging.install(settings.secrets());
    BotLogging.writeJson(settings.logFormat() == LogFormat.JSON);
    new StartReport(settings, given).log();
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
    // The outbox is open, so no other bot has left it; one in PostgreSQL is shared.
    ConsoleAddress.file(settings.tracking().outboxInUse()).ifPresent(Console::forgetEarlier);
    openGateway();
    dispatches().forEach(Dispatch::start);
    bots.forEach(RunningBot::receive);
    openConsole();
    lifetime.begin();
  }

  private List<Dispatch> dispatches() {
    return bots.stream().flatMap(bot -> bot.dispatches().stream()).toList();
  }

  /** A bot that cannot be reached does not start: partners might send each event once. */
  private void openGateway() {
    GatewaySettings how = settings.gateway();
    List<GatewayBot> behind = bots.stream().map(RunningBot::behindGateway).toList();
    if (behind.stream().anyMatch(GatewayBot::isReached)) {
      try {
        gateway = Optional.of(Gateway.start(behind, metrics::answered, clock));
      } catch (IOException | RuntimeException e) {
        throw new InvalidSettingsException(
            List.of(
                "%s and %s are %s and %d, where nothing can listen (%s): they have to be an address of this machine and a port that is free. Is another bot running? Set another port, or switch off gateway.enabled (GATEWAY_ENABLED) and telegram.mode (TELEGRAM_MODE)."
                    .formatted(
                        GatewayKeys.HOST,
                        GatewayKeys.PORT,
                        how.host(),
                        how.port(),
                        e.getMessage())));
      }
    }
  }

  /** Last, for the bot does not wait for it. */
  private void openConsole() {
    if (settings.console().enabled()) {
      int port = settings.console().port();
      Path file = ConsoleAddress.file(settings.tracking().outboxInUse(), port);
      console =
          Console.start(
              watched(),
              new Console.Doors(port, Optional.of(file), settings.console().metricsKey()),
              clock);
    }
  }

  private List<WatchedApplication> watched() {
    return bots.stream().map(bot -> new WatchedApplication(bot, metrics::scrape)).toList();
  }

  private static void runUntilClosed(BotApplication bot) {
    for (RunningBot each : bot.bots) {
      log.info(
          "the bot {}runs; {}",
          each.name().isEmpty() ? "" : each.name() + " ",
          each.health().outbox());
    }
    if (!bot.lifetime.awaitEnd()) {
      Thread.interrupted(); // it has been heard: the stop is not to hurry for it
      bot.close();
    }
  }

  @SuppressWarnings("SystemOut") // the log may not be set up when the settings are wrong
  private static void exit(RuntimeException e, int code) {
    System.err.println(ConsoleText.ofStandardError().fit(lastWords(e)));
    System.exit(code);
  }

  /** In one line, without secrets; of the settings every fault has its line. */
  public static String lastWords(RuntimeException e) {
    return e instanceof InvalidSettingsException settings
        ? String.join(System.lineSeparator(), settings.lines())
        : PlainText.line(BotLogging.masked(String.valueOf(e.getMessage())));
  }

  /** The bots that run: the one without a name first, then the others by their names. */
  public List<RunningBot> bots() {
    return bots;
  }

  /**
   * The bot of that name.
   *
   * @param name as in the settings; empty for the one without
   * @throws IllegalArgumentException if there is none; names those that there are
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

  /** The hooks, for what happens outside an update. */
  public Tracking tracking() {
    return first().tracking();
  }

  /** The Bot API. */
  public TelegramClient telegram() {
    return first().telegram();
  }

  /** Whether updates can come: Telegram is being polled, or it has our webhook. */
  public boolean polling() {
    return first().polling();
  }

  /** What is wrong between Telegram and the bot right now, in words for its operator. */
  public Optional<String> telegramTrouble() {
    return first().telegramTrouble();
  }

  /** Whether updates could come at all since the start, however it goes now. */
  public boolean polledOnce() {
    return first().polledOnce();
  }

  /** The bot's username, once Telegram has told it. */
  public Optional<String> username() {
    return first().username();
  }

  /**
   * Where the operator's page is, with the key of the commands; empty if it is switched off or its
   * port is in use.
   */
  public Optional<ConsoleAddress> console() {
    return console.map(Console::address);
  }

  /**
   * A link that lets one browser in to the operator's page, once, within five minutes; empty if it
   * is switched off or its port is in use. The command {@code console} prints such a link.
   */
  public Optional<URI> consoleLink() {
    return console.map(Console::link);
  }

  /** Where postbacks, and updates that are pushed, are taken; empty where both are switched off. */
  public Optional<URI> gateway() {
    return gateway.map(Gateway::url);
  }

  /** How tracking is doing. */
  public TrackingHealth health() {
    return first().health();
  }

  /** The metrics as Prometheus reads them: its text format, version 0.0.4. */
  public String metrics() {
    return metrics.scrape();
  }

  /** The books of the inbox: refused are the updates that were set aside. */
  public Books inboxBooks() {
    return first().inboxBooks();
  }

  /** The books of what the bot is told: refused are the conversions that were set aside. */
  public Books conversionBooks() {
    return first().conversionBooks();
  }

  /** Looks at once for what is due: after a clock was stepped. */
  void wake() {
    bots.forEach(RunningBot::wake);
  }

  /**
   * Stops polling, lets handlers and calls in flight finish for a few seconds, closes the outbox.
   * What is not finished goes on after the next start. At most about 10 s. Another call waits until
   * the first is done.
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

  /** Each of it, whatever becomes of the others. */
  private void closeAll() {
    List.<Runnable>of(
            () -> console.ifPresent(Console::close),
            () -> gateway.ifPresent(Gateway::close),
            () -> SideBySide.each(bots, RunningBot::stopReceiving),
            () -> Dispatch.close(dispatches()),
            () -> SideBySide.each(bots, RunningBot::end),
            metrics::close)
        .forEach(BotApplication::close);
    log.info("the bot has stopped");
    lifetime.end();
  }

  private static void close(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      log.error("a part of the bot did not end as it should; the others are ended too", e);
    }
  }
}
