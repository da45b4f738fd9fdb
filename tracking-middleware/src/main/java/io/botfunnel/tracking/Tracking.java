package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.Delivery;
import io.botfunnel.tracking.delivery.Endpoint;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.event.Subject;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.Webhook;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Stalled;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.telegram.Held;
import io.botfunnel.tracking.telegram.InboxEntries;
import io.botfunnel.tracking.telegram.PushedUpdates;
import io.botfunnel.tracking.telegram.TrackingMiddleware;
import io.botfunnel.tracking.telegram.capture.Capture;
import io.botfunnel.tracking.xtracker.Click;
import io.botfunnel.tracking.xtracker.Xtracker;
import io.botfunnel.tracking.xtracker.XtrackerBodies;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;

/**
 * Conversion tracking for a Telegram bot: put {@link #middleware} before the bot, and report with
 * the hooks of {@link #user} or {@link #click}.
 *
 * <p>A hook that has returned has its event on disk; delivery carries it to XTRACKER at least once,
 * in order per user, until it was recorded there, and XTRACKER counts it once by its eid. Safe for
 * use from any thread, also outside an update.
 */
public final class Tracking implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int LONGEST_TIMELINE = 1_000;

  private final TrackingConfig config;
  private final Store store;
  private final WatchedIntake intake;
  private final OutboxProbe pulse;
  private final Xtracker xtracker;
  private final Optional<EventPublisher> announcer;
  private final Delivery delivery;
  private final Clock clock;
  private volatile boolean closed;
  private volatile Supplier<Optional<Stalled>> besides = Optional::empty;
  private final List<TrackingMiddleware> middlewares = new CopyOnWriteArrayList<>();

  /** Waits for XTRACKER's client. If this fails, the caller closes the store and the client. */
  Tracking(TrackingConfig config, Store store, CompletableFuture<Xtracker> xtracker) {
    this.config = config;
    this.store = store;
    this.clock = config.clock();
    this.intake = new WatchedIntake(observed(store.intake(), config.observer()), clock);
    this.xtracker = await(xtracker);
    this.pulse = new OutboxProbe(this::requireOutbox, clock, System::nanoTime);
    this.announcer = Optional.ofNullable(config.listener()).map(EventPublisher::new);
    store.onLimit(new LimitReports(config.observer(), clock)::met);
    try {
      this.delivery =
          new Delivery(
              Topic.OUTBOX.of(config.bot().bot()),
              announced(store),
              observed(this.xtracker, config.observer()),
              clock,
              config.limits().maxBackoff(),
              config.limits().maxInFlight(),
              config.limits().maxAttempts(),
              config.observer()::turned);
      delivery.start();
    } catch (RuntimeException | Error e) {
      announcer.ifPresent(EventPublisher::close);
      throw e;
    }
    store.says(() -> health().verdict().word());
  }

  /** Begins to build one. */
  public static TrackingBuilder builder() {
    return new TrackingBuilder();
  }

  /**
   * The hooks of a Telegram user.
   *
   * @throws IllegalArgumentException if it is no user id
   */
  public Hooks user(long telegramUserId) {
    return hooks(new UserId(telegramUserId));
  }

  /**
   * The hooks of a click, for whoever knows the uid and not the user.
   *
   * @throws IllegalArgumentException if it is no click id
   */
  public Hooks click(String uid) {
    return hooks(new ClickId(uid));
  }

  /**
   * The hooks of a click by the word of a partner, for a gateway that knows who calls: they take
   * {@linkplain TrackingBuilder#reservedIds reserved ids} too.
   *
   * @throws IllegalArgumentException if it is no click id
   */
  public Hooks clickOfPartner(String uid) {
    return new SubjectHooks(new ClickId(uid), clock, this::record, this::hand);
  }

  /**
   * The hooks in a transaction of the author's: what they report is delivered once he commits, and
   * gone if he rolls back. What the connection must be is said at {@link Hooks#within}.
   */
  public Within within(Connection connection) {
    return new Within(this, connection);
  }

  /** Binds a click to a Telegram user now; see {@link #bind(long, String, Instant)}. */
  public Receipt bind(long telegramUserId, String uid) {
    return bind(telegramUserId, uid, clock.instant());
  }

  /**
   * Binds a click to a Telegram user. A uid belongs to the first user who binds it: for another one
   * the receipt says conflict.
   *
   * @param occurredAt when he arrived
   * @throws IllegalArgumentException if an id breaks its rule
   * @throws OutboxUnavailableException if the outbox cannot be written
   */
  public Receipt bind(long telegramUserId, String uid, Instant occurredAt) {
    return record(new Bind(new UserId(telegramUserId), new ClickId(uid), occurredAt));
  }

  /**
   * Takes what XTRACKER's own webhook tells. One of our own events, or one that it told before, is
   * a duplicate; anything else is a conversion of its own for the bot, and is not sent to XTRACKER.
   *
   * @throws OutboxUnavailableException if the outbox cannot be written: then it is to be told again
   */
  public Receipt received(Webhook webhook) {
    return record(webhook);
  }

  /**
   * Registers a click that did not come from XTRACKER's own landing page. A direct call, not an
   * outbox entry: its answer is needed at once. In a dry run the uid is made up and begins with
   * {@code dry-run-}.
   *
   * @return the uid, for {@code t.me/<bot>?start=fb_<uid>}, or behind the configured prefix
   * @throws XtrackerException if XTRACKER gave no uid; says what it answered
   */
  public String registerClick(Click click) {
    return await(xtracker.registerClick(click)).value();
  }

  /**
   * Decorates the consumer that is registered with the bot library, in one line. What a batch means
   * for the funnel is on disk before the bot sees it.
   */
  public LongPollingUpdateConsumer middleware(LongPollingUpdateConsumer bot) {
    return remembered(TrackingMiddleware.around(bot, intake, capture(config.botUsername()), clock));
  }

  /** The same, for a bot whose username became known after the start. */
  public LongPollingUpdateConsumer middleware(String botUsername, LongPollingUpdateConsumer bot) {
    return remembered(TrackingMiddleware.around(bot, intake, capture(botUsername), clock));
  }

  /**
   * A consumer that puts every update into the durable inbox, with what it means, in one write.
   * Somebody has to move {@link Topic#INBOX} then: the starter does.
   */
  public LongPollingUpdateConsumer inbox(long botId, @Nullable String botUsername) {
    InboxEntries entries = new InboxEntries(botId);
    return remembered(TrackingMiddleware.toInbox(entries, intake, capture(botUsername), clock));
  }

  /**
   * The same for updates that Telegram pushes to a webhook.
   *
   * @param botId the digits before the colon of the bot's token
   */
  public PushedUpdates pushedInbox(long botId, @Nullable String botUsername) {
    return new PushedUpdates(new InboxEntries(botId), intake, capture(botUsername));
  }

  /**
   * The kinds of updates that tracking needs, as {@code allowed_updates} names them. The starter
   * adds them to the bot's own; who registers a bot himself passes both to {@code new
   * GetUpdatesRequests(own, tracking.neededUpdates())}.
   */
  public List<String> neededUpdates() {
    return config.captured().neededUpdates();
  }

  /** Builds the URL that goes into a partner's postback field. */
  public PostbackUrlBuilder postbackUrl() {
    return PostbackUrl.builder().url(config.url());
  }

  /** The uid that a user's events carry now. */
  public Optional<String> uidOf(long telegramUserId) {
    return store.uidOf(new UserId(telegramUserId)).map(ClickId::value);
  }

  /** The Telegram user to whom a uid belongs. */
  public Optional<Long> userOf(String uid) {
    return store.userOf(new ClickId(uid)).map(UserId::value);
  }

  /** What was recorded for a user and where it stands, oldest first; at most 1,000. */
  public List<Recorded> timeline(long telegramUserId) {
    return store.timeline(new UserId(telegramUserId), LONGEST_TIMELINE);
  }

  /** The latest contradictions: a uid of two users, an eid with two amounts; at most 1,000. */
  public List<Conflict> conflicts() {
    return store.operations().conflicts(LONGEST_TIMELINE);
  }

  /**
   * Sends a refused event again, as it was.
   *
   * @param kind what was reported: "bind", or the name of the event
   * @param eid as its receipt has it
   * @return false where no such event is refused
   */
  public boolean sendAgain(String kind, String eid) {
    return await(lanes().sendAgain(Topic.OUTBOX, kind + "/" + eid));
  }

  /**
   * Connections to the database of the outbox for tables of the author's own, in a schema of their
   * own, and for {@link Hooks#within}: a new one at each call, for a pool to keep. With an outbox
   * in PostgreSQL any other source of connections to that database does as well.
   *
   * <p>With one in an H2 file these are the only ones, opened by this process. What their {@code
   * commit()} has committed is on the device; in auto-commit mode it is half a second later. They
   * are to be closed before this is. A kill may leave a part of a transaction with a long statement
   * that was not committed by {@code commit()}. While any is open the file is not made smaller by a
   * copy, and an interrupt of a thread that reads by one may close them all: the outbox opens its
   * file again by itself.
   */
  public DataSource dataSource() {
    return store.dataSource();
  }

  /** What an operator may ask of the outbox, and do to it. */
  public Operations operations() {
    return store.operations();
  }

  /** The bot's name, where several share an outbox; empty for the one without. */
  public String bot() {
    return config.bot().bot().value();
  }

  Store store() {
    return store;
  }

  /** The durable queues of the bot, for whoever moves the inbox. */
  public Lanes lanes() {
    return store.lanes();
  }

  /**
   * Returns if the outbox works.
   *
   * @throws OutboxUnavailableException if nothing can be recorded; says why and what to do
   */
  public void requireOutbox() {
    operations().oldestWaiting();
  }

  /**
   * How tracking is doing. Asks the outbox whether it answers, once a second at most, and waits for
   * it two seconds at most.
   */
  public TrackingHealth health() {
    boolean running = !closed;
    return new TrackingHealth(
        delivery.health(),
        lanes().books(Topic.OUTBOX),
        delivery.inFlight(),
        delivery.limit(),
        running ? held().orElse(null) : null,
        config.dryRun(),
        delivery.stalled().or(besides).orElse(null),
        running);
  }

  /**
   * Watches what else of the bot may make no progress: {@link #health} tells of it too, here and to
   * other processes.
   *
   * @param other answers at once and throws nothing; the latest one is asked
   */
  public void watch(Supplier<Optional<Stalled>> other) {
    besides = other;
  }

  /** A batch that is held says more than that the outbox does not work. */
  private Optional<Held> held() {
    return middlewares.stream()
        .flatMap(middleware -> middleware.held().stream())
        .findFirst()
        .or(intake::trouble)
        .or(pulse::trouble);
  }

  /** Looks at once for what is due: after a clock was stepped or a key was changed. */
  public void wake() {
    delivery.wake();
  }

  /**
   * Takes nothing new, waits up to 2 s for what is in flight, closes the outbox where no other bot
   * uses it. What was not delivered is delivered after the next start. A second call does nothing.
   */
  @Override
  public void close() {
    closed = true;
    pulse.close();
    middlewares.forEach(TrackingMiddleware::end);
    delivery.stop();
    // Waits for the calls in flight, then ends them: each is a settlement either way.
    xtracker.close();
    delivery.close(PATIENCE);
    store.close();
    announcer.ifPresent(EventPublisher::close);
  }

  /** The lanes of delivery, with whom they tell. */
  private Lanes announced(Store store) {
    if (announcer.isEmpty()) {
      return store.lanes();
    }
    EventOutcomes fates = new EventOutcomes(announcer.get(), new XtrackerBodies(), clock);
    store.onConflict(fates::conflicting);
    return new AnnouncedLanes(store.lanes(), fates);
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
        conversion -> record(reserved.free(conversion)),
        (connection, conversion) -> hand(connection, reserved.free(conversion)));
  }

  /** What a dry run shows is in an outbox of its own, which the author's transaction is not in. */
  private Receipt hand(Connection connection, Conversion conversion) {
    if (config.dryRun()) {
      return record(conversion);
    }
    store.hand(connection, conversion);
    return new Receipt(Receipt.Outcome.HANDED, conversion.eid());
  }

  private Receipt record(Recordable happening) {
    return await(intake.record(List.of(happening))).get(0);
  }

  private LongPollingUpdateConsumer remembered(TrackingMiddleware middleware) {
    middlewares.add(middleware);
    return middleware;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
