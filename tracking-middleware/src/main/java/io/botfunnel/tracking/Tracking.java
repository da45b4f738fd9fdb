package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.delivery.Delivery;
import io.botfunnel.tracking.internal.delivery.Endpoint;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.telegram.InboxEntries;
import io.botfunnel.tracking.internal.telegram.PushedInbox;
import io.botfunnel.tracking.internal.telegram.TrackingMiddleware;
import io.botfunnel.tracking.internal.telegram.capture.Capture;
import io.botfunnel.tracking.internal.xtracker.Xtracker;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Filter;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.StalledThread;
import io.botfunnel.tracking.outbox.Topic;
import io.botfunnel.tracking.telegram.PushedUpdates;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.XtrackerException;
import io.botfunnel.tracking.xtracker.postback.PostbackUrl;
import io.botfunnel.tracking.xtracker.postback.PostbackUrlBuilder;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;

/**
 * Conversion tracking for a Telegram bot: put {@link #middleware} before the bot, and report events
 * with the hooks of {@link #user} or {@link #click}.
 *
 * <p>When a hook returns, its event is on disk. Delivery sends it to XTRACKER at least once, in
 * order per user, until XTRACKER has recorded it. XTRACKER counts it once, by its eid. Safe for use
 * from any thread, also outside an update.
 */
public final class Tracking implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final int LONGEST_TIMELINE = 1_000;

  /** How the audit names what the bot's own code did. */
  private static final String WHO = "application";

  private final TrackingConfig config;
  private final Store store;
  private final WatchedIntake intake;
  private final OutboxProbe probe;
  private final Xtracker xtracker;
  private final Optional<EventPublisher> publisher;
  private final Delivery delivery;
  private final Clock clock;
  private volatile boolean closed;
  private volatile Supplier<Optional<StalledThread>> watchdog = Optional::empty;
  private final List<TrackingMiddleware> middlewares = new CopyOnWriteArrayList<>();

  /** Waits for XTRACKER's client. If this fails, the caller closes the store and the client. */
  Tracking(TrackingConfig config, Store store, CompletableFuture<Xtracker> xtracker) {
    this.config = config;
    this.store = store;
    this.clock = config.clock();
    this.intake = new WatchedIntake(observed(store.intake(), config.observer()), clock);
    this.xtracker = Futures.await(xtracker);
    this.probe = new OutboxProbe(this::requireOutbox, clock, System::nanoTime);
    this.publisher = Optional.ofNullable(config.listener()).map(EventPublisher::new);
    store.onLimit(new LimitReports(config.observer(), clock)::exceeded);
    try {
      this.delivery =
          new Delivery(
              delivered(store),
              observed(this.xtracker, config.observer()),
              clock,
              config.limits().maxBackoff(),
              config.limits().maxInFlight(),
              config.limits().maxAttempts(),
              config.observer()::statusChanged);
      delivery.start();
    } catch (RuntimeException | Error e) {
      publisher.ifPresent(EventPublisher::close);
      throw e;
    }
    store.publishVerdict(() -> health().verdict().word());
  }

  /** Creates a builder. */
  public static TrackingBuilder builder() {
    return new TrackingBuilder();
  }

  /**
   * Returns the hooks of a Telegram user.
   *
   * @param telegramUserId 1 to 2^52, Telegram's limit
   * @throws IllegalArgumentException if it is not a user id
   */
  public Hooks user(long telegramUserId) {
    return hooks(new UserId(telegramUserId));
  }

  /**
   * Returns the hooks of a click, for callers that know the uid but not the user.
   *
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}, without the start prefix
   * @throws IllegalArgumentException if it is not a click id
   */
  public Hooks click(String uid) {
    return hooks(new ClickId(uid));
  }

  /**
   * Returns the hooks of a click for a partner's reports. They also accept {@linkplain
   * TrackingBuilder#reservedIds reserved ids}. For a gateway that has authenticated the partner.
   *
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}, without the start prefix
   * @throws IllegalArgumentException if it is not a click id
   */
  public Hooks clickOfPartner(String uid) {
    return new SubjectHooks(new ClickId(uid), clock, this::record, this::stage);
  }

  /**
   * Returns the hooks within the caller's own transaction: their events are delivered after the
   * commit and discarded by a rollback. {@link Hooks#within} states the requirements for the
   * connection.
   *
   * @param connection to the database of the outbox, not in auto-commit mode
   */
  public TransactionHooks within(Connection connection) {
    return new TransactionHooks(this, connection);
  }

  /**
   * Binds a click to a Telegram user, with the current time; see {@link #bind(long, String,
   * Instant)}.
   *
   * @param telegramUserId 1 to 2^52
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
   * @throws IllegalArgumentException if an id breaks its rule
   * @throws OutboxUnavailableException if the outbox cannot be written; nothing is recorded
   */
  public Receipt bind(long telegramUserId, String uid) {
    return bind(telegramUserId, uid, clock.instant());
  }

  /**
   * Binds a click to a Telegram user. A uid belongs to the first user who binds it; for any other
   * user the receipt says conflict.
   *
   * @param telegramUserId 1 to 2^52
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
   * @param occurredAt when the user arrived
   * @throws IllegalArgumentException if an id breaks its rule
   * @throws OutboxUnavailableException if the outbox cannot be written; nothing is recorded
   */
  public Receipt bind(long telegramUserId, String uid, Instant occurredAt) {
    return record(new Bind(new UserId(telegramUserId), new ClickId(uid), occurredAt));
  }

  /**
   * Records a conversion from XTRACKER's own webhook. An event that this bot sent, or that the
   * webhook sent before, is a duplicate. Any other is a new conversion for the bot and is not sent
   * to XTRACKER.
   *
   * @param webhook what XTRACKER reported; the caller has checked that XTRACKER sent it
   * @throws OutboxUnavailableException if the outbox cannot be written; nothing is recorded, and
   *     the webhook must be sent again
   */
  public Receipt recordWebhook(Webhook webhook) {
    return record(webhook);
  }

  /**
   * Registers a click that did not come from XTRACKER's own landing page. This is a direct call and
   * no outbox entry, because the caller needs the answer at once. In a dry run the uid is made up
   * and begins with {@code dry-run-}.
   *
   * @param click what is known about the click; fields that are null are left out
   * @return the uid, for {@code t.me/<bot>?start=fb_<uid>}, or with the configured prefix
   * @throws XtrackerException if XTRACKER gave no uid; the message says what it answered
   */
  public String registerClick(Click click) {
    return Futures.await(xtracker.registerClick(click)).value();
  }

  /**
   * Wraps the consumer that is registered with the bot library. What a batch of updates means for
   * the funnel is on disk before the bot receives the batch.
   *
   * @param bot the bot's own consumer
   */
  public LongPollingUpdateConsumer middleware(LongPollingUpdateConsumer bot) {
    return remembered(TrackingMiddleware.around(bot, intake, capture(config.botUsername()), clock));
  }

  /**
   * Wraps the consumer that is registered with the bot library, for a bot whose username became
   * known after the start. What a batch of updates means for the funnel is on disk before the bot
   * receives the batch.
   *
   * @param botUsername recognizes {@code /start@ThisBot} in groups; with or without @
   * @param bot the bot's own consumer
   */
  public LongPollingUpdateConsumer middleware(String botUsername, LongPollingUpdateConsumer bot) {
    return remembered(TrackingMiddleware.around(bot, intake, capture(botUsername), clock));
  }

  /**
   * Creates a consumer that writes every update into the durable inbox, together with what it means
   * for the funnel, in one write. A worker must then process {@link Topic#INBOX}: the starter runs
   * one.
   *
   * @param botId the digits before the colon of the bot's token
   * @param botUsername recognizes {@code /start@ThisBot} in groups; null if it is not known
   */
  public LongPollingUpdateConsumer inbox(long botId, @Nullable String botUsername) {
    InboxEntries entries = new InboxEntries(botId);
    return remembered(TrackingMiddleware.toInbox(entries, intake, capture(botUsername), clock));
  }

  /**
   * Creates an intake for updates that Telegram pushes to a webhook. It writes every update into
   * the durable inbox, together with what it means for the funnel, in one write. A worker must then
   * process {@link Topic#INBOX}: the starter runs one.
   *
   * @param botId the digits before the colon of the bot's token
   * @param botUsername recognizes {@code /start@ThisBot} in groups; null if it is not known
   */
  public PushedUpdates pushedInbox(long botId, @Nullable String botUsername) {
    return new PushedInbox(new InboxEntries(botId), intake, capture(botUsername));
  }

  /**
   * The kinds of updates that tracking needs, named as in Telegram's {@code allowed_updates}. The
   * starter adds them to the bot's own. If you register a bot yourself, pass both to {@code new
   * GetUpdatesRequests(own, tracking.neededUpdates())}.
   */
  public List<String> neededUpdates() {
    return config.captured().neededUpdates();
  }

  /** Creates a builder for the URL that goes into a partner's postback field. */
  public PostbackUrlBuilder postbackUrl() {
    return PostbackUrl.builder().url(config.url());
  }

  /**
   * The uid that a user's events carry now; empty if no click is bound to the user.
   *
   * @param telegramUserId 1 to 2^52
   * @throws IllegalArgumentException if it is not a user id
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public Optional<String> uidOf(long telegramUserId) {
    return store.uidOf(new UserId(telegramUserId)).map(ClickId::value);
  }

  /**
   * The Telegram user to whom a uid belongs; empty if it is not bound.
   *
   * @param uid 1 to 61 characters of {@code A-Z a-z 0-9 _ -}
   * @throws IllegalArgumentException if it is not a click id
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public Optional<Long> userOf(String uid) {
    return store.userOf(new ClickId(uid)).map(UserId::value);
  }

  /**
   * The events recorded for a user with their states, oldest first; at most 1,000.
   *
   * @param telegramUserId 1 to 2^52
   * @throws IllegalArgumentException if it is not a user id
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public List<Recorded> timeline(long telegramUserId) {
    return store.timeline(new UserId(telegramUserId), LONGEST_TIMELINE);
  }

  /**
   * The conflicts, newest first; at most 1,000. A conflict is a uid of two users, or an eid with
   * two amounts.
   *
   * @throws OutboxUnavailableException if the outbox cannot be read
   */
  public List<Conflict> conflicts() {
    return store.operations().conflicts(LONGEST_TIMELINE);
  }

  /**
   * Makes a refused event wait again, unchanged. The audit names "application" as the way it was
   * done.
   *
   * @param kind what was reported: "bind", or the wire name of the event, such as "deposit"
   * @param eid as in its receipt
   * @return false if no such event is refused
   * @throws OutboxUnavailableException if the outbox cannot be written; nothing is changed
   */
  public boolean retry(String kind, String eid) {
    Filter one = Filter.ALL.withEid(kind, eid);
    return operations().retry(one, Long.MAX_VALUE, WHO).changed() > 0;
  }

  /**
   * Connections to the database of the outbox, for the author's own tables in a schema of their
   * own, and for {@link Hooks#within}. Each call of the data source opens a new connection, so put
   * a pool before it. If the outbox is in PostgreSQL, any other source of connections to that
   * database works too.
   *
   * <p>If the outbox is an H2 file, only these connections can reach it, because this process has
   * it open. Close them before this tracking. A {@code commit()} returns once the transaction is
   * forced to disk; in auto-commit mode that takes up to half a second longer. A kill may leave
   * part of an uncommitted transaction with a long statement. While a connection is open, the file
   * is not compacted by copying. Interrupting a thread that reads through a connection may close
   * all of them; the outbox then reopens its file.
   */
  public DataSource dataSource() {
    return store.dataSource();
  }

  /** Queries and changes for operators. */
  public Operations operations() {
    return store.operations();
  }

  /** The bot's name if several bots share the outbox; empty for the unnamed bot. */
  public String bot() {
    return config.bot().bot().value();
  }

  Store store() {
    return store;
  }

  /**
   * Returns the books of one of the bot's queues: how many entries were accepted, and where they
   * are now.
   *
   * @param kind the queue, such as {@link Topic#INBOX}; this bot's own entries are counted
   */
  public Books books(Topic kind) {
    return queue(kind).books();
  }

  /**
   * A durable queue of the bot, for a worker that processes the inbox or the conversions.
   *
   * @param kind which queue, such as {@link Topic#INBOX}; the bot's own is meant
   */
  public Queue queue(Topic kind) {
    return store.queue(kind);
  }

  /**
   * Returns normally if the outbox works.
   *
   * @throws OutboxUnavailableException if nothing can be recorded; the message names the reason and
   *     the remedy
   */
  public void requireOutbox() {
    operations().oldestWaiting();
  }

  /**
   * How tracking is doing. Checks at most once a second whether the outbox responds, and waits for
   * it at most two seconds.
   */
  public TrackingHealth health() {
    boolean running = !closed;
    return new TrackingHealth(
        delivery.health(),
        queue(Topic.OUTBOX).books(),
        delivery.inFlight(),
        delivery.limit(),
        running ? held().orElse(null) : null,
        config.dryRun(),
        delivery.stalled().or(watchdog).orElse(null),
        running);
  }

  /**
   * Adds a watchdog over another part of the bot to {@link #health}, both here and in what other
   * processes see. A later call replaces the earlier one.
   *
   * @param other gives the part that makes no progress, or empty; must return at once and not throw
   */
  public void watchdog(Supplier<Optional<StalledThread>> other) {
    watchdog = other;
  }

  /** A held batch comes first: it says more than that the outbox does not work. */
  private Optional<OutboxOutage> held() {
    return middlewares.stream()
        .flatMap(middleware -> middleware.held().stream())
        .findFirst()
        .or(intake::trouble)
        .or(probe::trouble);
  }

  /**
   * Makes delivery look for due entries at once: for use after a clock was stepped or a key
   * changed.
   */
  public void wake() {
    delivery.wake();
  }

  /**
   * Accepts nothing more, waits up to 2 s for requests in flight, and closes the outbox unless
   * another bot uses it. Undelivered events are delivered after the next start. A second call does
   * nothing.
   */
  @Override
  public void close() {
    closed = true;
    probe.close();
    middlewares.forEach(TrackingMiddleware::end);
    delivery.stop();
    // Waits for the calls in flight, then cancels them: each becomes a settlement either way.
    xtracker.close();
    delivery.close(CLOSE_TIMEOUT);
    store.close();
    publisher.ifPresent(EventPublisher::close);
  }

  /** The queue that delivery works on; if there is a listener, it publishes outcomes. */
  private Queue delivered(Store store) {
    Queue outbox = store.queue(Topic.OUTBOX);
    if (publisher.isEmpty()) {
      return outbox;
    }
    EventOutcomes outcomes = new EventOutcomes(publisher.get(), new XtrackerBodies(), clock);
    store.onConflict(outcomes::conflicting);
    return outbox.onSettled(outcomes::settled);
  }

  private Capture capture(@Nullable String botUsername) {
    return new Capture(botUsername, config.captured());
  }

  private static Intake observed(Intake intake, Observer observer) {
    return observer == Observer.NONE ? intake : new ObservedIntake(intake, observer);
  }

  private static Endpoint observed(Endpoint endpoint, Observer observer) {
    return observer == Observer.NONE ? endpoint : new ObservedEndpoint(endpoint, observer);
  }

  private Hooks hooks(Subject subject) {
    ReservedIds reserved = config.reservedIds();
    return new SubjectHooks(
        subject,
        clock,
        conversion -> record(reserved.requireUnreserved(conversion)),
        (connection, conversion) -> stage(connection, reserved.requireUnreserved(conversion)));
  }

  /** A dry run records at once: its outbox is not part of the caller's transaction. */
  private Receipt stage(Connection connection, Conversion conversion) {
    if (config.dryRun()) {
      return record(conversion);
    }
    store.stage(connection, conversion);
    return new Receipt(Receipt.Outcome.STAGED, conversion.eid());
  }

  private Receipt record(Recordable event) {
    return Futures.await(intake.record(List.of(event))).get(0);
  }

  private LongPollingUpdateConsumer remembered(TrackingMiddleware middleware) {
    middlewares.add(middleware);
    return middleware;
  }
}
