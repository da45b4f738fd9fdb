package io.botfunnel.starter;

import io.botfunnel.starter.console.Console;
import io.botfunnel.starter.console.ConsoleAddress;
import io.botfunnel.starter.gateway.Gateway;
import io.botfunnel.starter.gateway.GatewaySettings;
import io.botfunnel.starter.gateway.TelegramPushes;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.metrics.BotMetrics;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.telegram.GetUpdatesRequests;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
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
 * <p>It starts without Telegram and without XTRACKER and waits for either. Safe for use from any
 * thread; {@link #close} tolerates being called twice.
 */
public final class BotApplication implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BotApplication.class);
  private static final int BAD_SETTINGS = 2;
  private static final int NO_OUTBOX = 3;

  private final BotMetrics metrics;
  private final Tracking tracking;
  private final TelegramConnection connection;
  private final Reception reception;
  private final List<Dispatch> dispatches;
  private final Settings settings;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<TelegramPushes> pushes = Optional.empty();
  private volatile Optional<Console> console = Optional.empty();
  private volatile Optional<Gateway> gateway = Optional.empty();
  private boolean closing;

  private BotApplication(Settings settings, Bot bot, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = new BotMetrics(clock);
    this.tracking = TrackingSettings.start(settings, bot, metrics.observer(), clock);
    this.connection = new TelegramConnection(settings.telegram());
    UpdateHandling handling =
        new UpdateHandling(bot.chain(), connection.client(), tracking, this::username);
    this.dispatches = dispatches(bot, handling);
    this.reception = reception(handling);
    metrics.watch(tracking, new WatchedApplication(this));
  }

  private Reception reception(UpdateHandling handling) {
    GetUpdatesRequests requests =
        new GetUpdatesRequests(settings.telegram().allowedUpdates(), tracking.neededUpdates());
    return settings
        .telegram()
        .webhook()
        .<Reception>map(webhook -> pushed(webhook, requests))
        .orElseGet(
            () ->
                new Polling(connection, requests, identity -> consumer(identity, handling), clock));
  }

  private WebhookReception pushed(Settings.Webhook webhook, GetUpdatesRequests requests) {
    WebhookReception pushed =
        new WebhookReception(
            connection,
            webhook,
            requests.allowedUpdates(),
            identity -> tracking.pushedInbox(identity.id(), identity.username()),
            clock);
    pushes = Optional.of(new TelegramPushes(webhook.secret(), pushed::take));
    return pushed;
  }

  private List<Dispatch> dispatches(Bot bot, UpdateHandling handling) {
    List<Dispatch> dispatches = new ArrayList<>();
    if (settings.bot().inbox()) {
      Failures failures = new InboxFailures(settings.bot().handlerRetries(), clock);
      dispatches.add(dispatch(Topic.INBOX, "botfunnel-handler-", handling, failures));
    }
    bot.conversions()
        .map(handler -> new ConversionHandling(handler, connection.client(), tracking))
        .map(
            told ->
                dispatch(
                    Topic.CONVERSIONS,
                    "botfunnel-conversion-",
                    told,
                    new ConversionFailures(clock)))
        .ifPresent(dispatches::add);
    return List.copyOf(dispatches);
  }

  private Dispatch dispatch(Topic topic, String threads, Handling handling, Failures failures) {
    return new Dispatch(
        topic, threads, tracking.lanes(), handling, failures, settings.bot(), clock);
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
    try {
      runUntilClosed(start(Settings.load(), bot));
    } catch (InvalidSettingsException | IllegalArgumentException e) {
      exit(e, BAD_SETTINGS);
    } catch (OutboxUnavailableException e) {
      exit(e, NO_OUTBOX);
    }
  }

  /**
   * Starts a bot inside a program that goes on with something else, such as a test.
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

  static BotApplication start(Settings settings, Bot given, Clock clock) {
    BotLogging.install(settings.secrets());
    BotLogging.writeJson(settings.logFormat() == LogFormat.JSON);
    BotApplication bot = new BotApplication(settings, given, clock);
    bot.openGateway();
    bot.dispatches.forEach(Dispatch::start);
    bot.reception.start();
    bot.openConsole();
    return bot;
  }

  /** A bot that cannot be reached does not start: partners might send each event once. */
  private void openGateway() {
    GatewaySettings how = settings.gateway();
    if (how.enabled() || pushes.isPresent()) {
      try {
        gateway = Optional.of(Gateway.start(how, pushes, tracking, metrics::answered, clock));
      } catch (IOException | RuntimeException e) {
        close();
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
      console =
          Console.start(
              new WatchedApplication(this),
              settings.console().port(),
              ConsoleAddress.file(settings.tracking().outboxInUse()),
              clock);
    }
  }

  private static void runUntilClosed(BotApplication bot) {
    Runtime.getRuntime().addShutdownHook(new Thread(bot::close, "botfunnel-stop"));
    log.info("the bot runs; {}", bot.tracking.health().outbox());
    try {
      bot.closed.await();
    } catch (InterruptedException e) {
      bot.close();
    }
  }

  @SuppressWarnings("SystemOut") // the log may not be set up when the settings are wrong
  private static void exit(RuntimeException e, int code) {
    System.err.println(e.getMessage());
    System.exit(code);
  }

  private LongPollingUpdateConsumer consumer(BotIdentity identity, UpdateHandling handling) {
    return settings.bot().inbox()
        ? tracking.inbox(identity.id(), identity.username())
        : tracking.middleware(identity.username(), new DirectUpdates(handling));
  }

  /** The hooks, for what happens outside an update. */
  public Tracking tracking() {
    return tracking;
  }

  /** The Bot API. */
  public TelegramClient telegram() {
    return connection.client();
  }

  /** Whether updates can come: Telegram is being polled, or it has our webhook. */
  public boolean polling() {
    return reception.connected();
  }

  /** What is wrong between Telegram and the bot right now, in words for its operator. */
  public Optional<String> telegramTrouble() {
    return reception.trouble();
  }

  /** Whether updates could come at all since the start, however it goes now. */
  public boolean polledOnce() {
    return reception.connectedOnce();
  }

  /** The bot's username, once Telegram has told it. */
  public Optional<String> username() {
    return reception.identity().map(BotIdentity::username);
  }

  /** What stands before a uid in a start payload. */
  String startPrefix() {
    return settings.tracking().capture().startPrefix().value();
  }

  /**
   * Where the operator's page is, with its key; empty where it is switched off or its port is in
   * use.
   */
  public Optional<ConsoleAddress> console() {
    return console.map(Console::address);
  }

  /** Where postbacks, and updates that are pushed, are taken; empty where both are switched off. */
  public Optional<URI> gateway() {
    return gateway.map(Gateway::url);
  }

  /** How tracking is doing. */
  public TrackingHealth health() {
    return tracking.health();
  }

  int hangingHandlers() {
    return dispatches.stream().mapToInt(Dispatch::hanging).sum();
  }

  /** The metrics as Prometheus reads them: its text format, version 0.0.4. */
  public String metrics() {
    return metrics.scrape();
  }

  /** The books of the inbox: refused are the updates that were set aside. */
  public Books inboxBooks() {
    return tracking.lanes().books(Topic.INBOX);
  }

  /** The books of what the bot is told: refused are the conversions that were set aside. */
  public Books conversionBooks() {
    return tracking.lanes().books(Topic.CONVERSIONS);
  }

  /** Looks at once for what is due: after a clock was stepped. */
  void wake() {
    tracking.wake();
    dispatches.forEach(Dispatch::wake);
  }

  /**
   * Stops polling, lets handlers and calls in flight finish for a few seconds, closes the outbox.
   * What is not finished goes on after the next start. At most about 10 s.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    console.ifPresent(Console::close);
    gateway.ifPresent(Gateway::close);
    reception.close();
    Dispatch.close(dispatches);
    connection.close();
    tracking.close();
    metrics.close();
    log.info("the bot has stopped");
    closed.countDown();
  }
}
