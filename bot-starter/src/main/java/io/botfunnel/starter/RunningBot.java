package io.botfunnel.starter;

import io.botfunnel.bot.Bot;
import io.botfunnel.bot.BotIdentity;
import io.botfunnel.bot.dispatch.ConversionFailures;
import io.botfunnel.bot.dispatch.ConversionHandling;
import io.botfunnel.bot.dispatch.DirectUpdates;
import io.botfunnel.bot.dispatch.Dispatch;
import io.botfunnel.bot.dispatch.EntryHandler;
import io.botfunnel.bot.dispatch.FailurePolicy;
import io.botfunnel.bot.dispatch.HandlerGate;
import io.botfunnel.bot.dispatch.InboxFailures;
import io.botfunnel.bot.dispatch.UpdateHandling;
import io.botfunnel.bot.telegram.Polling;
import io.botfunnel.bot.telegram.TelegramConnection;
import io.botfunnel.bot.telegram.UpdateSource;
import io.botfunnel.bot.telegram.WebhookReception;
import io.botfunnel.starter.gateway.GatewayBot;
import io.botfunnel.starter.gateway.TelegramPushes;
import io.botfunnel.starter.metrics.BotMetrics;
import io.botfunnel.starter.settings.BotSections;
import io.botfunnel.starter.settings.Settings;
import io.botfunnel.starter.settings.TrackingSettings;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Stalled;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.telegram.GetUpdatesRequests;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** One bot of an application. Safe for use from any thread. */
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
   * @param first of the bots that share the outbox; empty for the first itself
   * @param gate the process's
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
      this.connection = new TelegramConnection(settings.botName(), settings.telegram());
      UpdateHandling handling =
          new UpdateHandling(bot.chain(), connection.client(), tracking, this::username);
      this.dispatches = dispatches(bot, handling);
      tracking.watch(this::stalledDispatch);
      this.reception = reception(handling);
    } catch (RuntimeException | Error e) {
      tracking.close();
      throw e;
    }
  }

  private UpdateSource reception(UpdateHandling handling) {
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
    List<Dispatch> some = new ArrayList<>();
    if (settings.bot().inbox()) {
      FailurePolicy failures = new InboxFailures(settings.bot().handlerRetries(), clock);
      some.add(dispatch(Topic.INBOX, "handler", handling, failures));
    }
    bot.conversions()
        .map(handler -> new ConversionHandling(handler, connection.client(), tracking))
        .map(told -> dispatch(Topic.CONVERSIONS, "conversion", told, new ConversionFailures(clock)))
        .ifPresent(some::add);
    return List.copyOf(some);
  }

  private Dispatch dispatch(
      Topic topic, String what, EntryHandler handling, FailurePolicy failures) {
    String name = name().isEmpty() ? "" : name() + "-";
    return new Dispatch(
        topic.of(settings.botName()),
        "botfunnel-%s-%s".formatted(what, name),
        tracking.lanes(),
        handling,
        failures,
        gate,
        settings.bot(),
        clock);
  }

  private LongPollingUpdateConsumer consumer(BotIdentity identity, UpdateHandling handling) {
    return settings.bot().inbox()
        ? tracking.inbox(identity.id(), identity.username())
        : tracking.middleware(identity.username(), new DirectUpdates(handling));
  }

  /** Its name in the settings; empty for the one without. */
  public String name() {
    return settings.name();
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
    return reception.trouble().map(text -> BotSections.inWordsOf(settings.botName(), text));
  }

  /** Whether updates could come at all since the start, however it goes now. */
  public boolean polledOnce() {
    return reception.connectedOnce();
  }

  /** Its username, once Telegram has told it. */
  public Optional<String> username() {
    return reception.identity().map(BotIdentity::username);
  }

  /** How tracking is doing. */
  public TrackingHealth health() {
    return tracking.health();
  }

  private Optional<Stalled> stalledDispatch() {
    return dispatches.stream().flatMap(each -> each.stalled().stream()).findFirst();
  }

  /** The books of the inbox: refused are the updates that were set aside. */
  public Books inboxBooks() {
    return tracking.lanes().books(Topic.INBOX);
  }

  /** The books of what the bot is told: refused are the conversions that were set aside. */
  public Books conversionBooks() {
    return tracking.lanes().books(Topic.CONVERSIONS);
  }

  /** What stands before a uid in a start payload. */
  String startPrefix() {
    return settings.tracking().capture().startPrefix().value();
  }

  int hangingHandlers() {
    return dispatches.stream().mapToInt(Dispatch::hanging).sum();
  }

  /** What of it is reached by the gateway. */
  GatewayBot behindGateway() {
    return new GatewayBot(name(), settings.gateway(), pushes, tracking);
  }

  List<Dispatch> dispatches() {
    return dispatches;
  }

  /** Begins to take updates. */
  void receive() {
    reception.start();
  }

  /** Looks at once for what is due: after a clock was stepped. */
  void wake() {
    tracking.wake();
    dispatches.forEach(Dispatch::wake);
  }

  /** Takes no more updates. */
  void stopReceiving() {
    reception.close();
  }

  /** Ends the rest, once its handlers have ended. */
  void end() {
    try {
      connection.close();
    } finally {
      tracking.close();
    }
  }
}
