package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotIdentity;
import io.botfunnel.bot.dispatch.ConversionEntryHandler;
import io.botfunnel.bot.dispatch.ConversionFailurePolicy;
import io.botfunnel.bot.dispatch.DirectUpdates;
import io.botfunnel.bot.dispatch.Dispatch;
import io.botfunnel.bot.dispatch.EntryHandler;
import io.botfunnel.bot.dispatch.FailurePolicy;
import io.botfunnel.bot.dispatch.HandlerGate;
import io.botfunnel.bot.dispatch.InboxFailurePolicy;
import io.botfunnel.bot.dispatch.UpdateEntryHandler;
import io.botfunnel.bot.metrics.BotMetrics;
import io.botfunnel.bot.telegram.Polling;
import io.botfunnel.bot.telegram.TelegramConnection;
import io.botfunnel.bot.telegram.UpdateSource;
import io.botfunnel.bot.telegram.WebhookOptions;
import io.botfunnel.bot.telegram.WebhookReception;
import io.botfunnel.starter.gateway.GatewayBot;
import io.botfunnel.starter.gateway.TelegramPushes;
import io.botfunnel.starter.logging.BotLogging;
import io.botfunnel.starter.settings.BotSections;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.starter.settings.TrackingSettings;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.StalledThread;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.telegram.polling.GetUpdatesRequests;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** One running bot of an application. Thread-safe. */
public final class RunningBot {
  private final Settings settings;
  private final Tracking tracking;
  private final TelegramConnection connection;
  private final UpdateSource reception;
  private final List<Dispatch> dispatches;
  private final HandlerGate gate;
  private final Clock clock;
  private Optional<TelegramPushes> pushes = Optional.empty();

  /**
   * @param first the bot whose outbox this one shares; empty for the first bot itself
   * @param gate the gate that the whole process shares
   */
  RunningBot(
      Settings settings,
      Bot bot,
      BotMetrics metrics,
      Optional<RunningBot> first,
      HandlerGate gate,
      Clock clock) {
    this.settings = settings;
    this.gate = gate;
    this.clock = clock;
    this.tracking =
        TrackingSettings.start(
            settings,
            bot,
            metrics.observer(settings.name()),
            first.map(RunningBot::tracking),
            clock);
    try {
      this.connection =
          new TelegramConnection(settings.botName(), settings.telegram(), this::settingNames);
      UpdateEntryHandler handling =
          new UpdateEntryHandler(bot.chain(), connection.client(), tracking, this::username);
      this.dispatches = dispatches(bot, handling);
      tracking.watchdog(this::stalledDispatch);
      this.reception = reception(handling);
    } catch (RuntimeException | Error e) {
      tracking.close();
      throw e;
    }
  }

  private UpdateSource reception(UpdateEntryHandler handling) {
    GetUpdatesRequests requests =
        new GetUpdatesRequests(settings.telegram().allowedUpdates(), tracking.neededUpdates());
    return settings
        .telegram()
        .webhook()
        .<UpdateSource>map(webhook -> pushed(webhook, requests))
        .orElseGet(
            () ->
                new Polling(connection, requests, identity -> consumer(identity, handling), clock));
  }

  private WebhookReception pushed(WebhookOptions webhook, GetUpdatesRequests requests) {
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

  private List<Dispatch> dispatches(Bot bot, UpdateEntryHandler handling) {
    List<Dispatch> some = new ArrayList<>();
    if (settings.bot().inbox()) {
      FailurePolicy failures = new InboxFailurePolicy(settings.bot().handlerRetries(), clock);
      some.add(dispatch(Topic.INBOX, "handler", handling, failures));
    }
    bot.conversions()
        .map(handler -> new ConversionEntryHandler(handler, connection.client(), tracking))
        .map(
            conversions ->
                dispatch(
                    Topic.CONVERSIONS,
                    "conversion",
                    conversions,
                    new ConversionFailurePolicy(BotLogging::masked, clock)))
        .ifPresent(some::add);
    return List.copyOf(some);
  }

  private Dispatch dispatch(
      Topic topic, String what, EntryHandler handling, FailurePolicy failures) {
    String name = name().isEmpty() ? "" : name() + "-";
    return new Dispatch(
        tracking.queue(topic),
        "botfunnel-%s-%s".formatted(what, name),
        handling,
        failures,
        gate,
        settings.bot(),
        clock);
  }

  private LongPollingUpdateConsumer consumer(BotIdentity identity, UpdateEntryHandler handling) {
    return settings.bot().inbox()
        ? tracking.inbox(identity.id(), identity.username())
        : tracking.middleware(identity.username(), new DirectUpdates(handling));
  }

  /** Returns the bot's name in the settings; empty for the unnamed bot. */
  public String name() {
    return settings.name();
  }

  /** Returns the bot's tracking, for events that happen outside an update. */
  public Tracking tracking() {
    return tracking;
  }

  /** Returns a Bot API client. */
  public TelegramClient telegram() {
    return connection.client();
  }

  /** Returns whether updates can arrive now: Telegram is polled, or it has this bot's webhook. */
  public boolean polling() {
    return reception.connected();
  }

  /** Returns what is currently wrong with the connection to Telegram, in words for the operator. */
  public Optional<String> telegramTrouble() {
    return reception.trouble().map(this::settingNames);
  }

  private String settingNames(String text) {
    return BotSections.inWordsOf(settings.botName(), text);
  }

  /**
   * Returns whether updates could arrive at any time since the start, whatever the current state.
   */
  public boolean polledOnce() {
    return reception.connectedOnce();
  }

  /** Returns the bot's username; empty until Telegram has told it. */
  public Optional<String> username() {
    return reception.identity().map(BotIdentity::username);
  }

  /** Returns the health of the bot's tracking. */
  public TrackingHealth health() {
    return tracking.health();
  }

  private Optional<StalledThread> stalledDispatch() {
    return dispatches.stream().flatMap(each -> each.stalled().stream()).findFirst();
  }

  /** Returns the books of the inbox; updates that could not be handled count as refused. */
  public Books inboxBooks() {
    return tracking.books(Topic.INBOX);
  }

  /** Returns the books of the conversions; those whose handler gave up count as refused. */
  public Books conversionBooks() {
    return tracking.books(Topic.CONVERSIONS);
  }

  /** Returns the prefix of a uid in a start payload. */
  String startPrefix() {
    return settings.tracking().capture().startPrefix().value();
  }

  int hangingHandlers() {
    return dispatches.stream().mapToInt(Dispatch::hanging).sum();
  }

  /** Returns the part of the bot that the gateway serves. */
  GatewayBot asGatewayBot() {
    return new GatewayBot(name(), settings.gateway(), pushes, tracking);
  }

  List<Dispatch> dispatches() {
    return dispatches;
  }

  /** Begins to receive updates. */
  void receive() {
    reception.start();
  }

  /** Looks for due entries now; called after the clock was stepped. */
  void wake() {
    tracking.wake();
    dispatches.forEach(Dispatch::wake);
  }

  /** Stops receiving updates. */
  void stopReceiving() {
    reception.close();
  }

  /** Closes the connection and the tracking; called after the handlers have ended. */
  void end() {
    try {
      connection.close();
    } finally {
      tracking.close();
    }
  }
}
