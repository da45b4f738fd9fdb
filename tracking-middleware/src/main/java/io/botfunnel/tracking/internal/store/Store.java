package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Limit;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.event.WireFormat;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.internal.store.move.OutboxMove;
import io.botfunnel.tracking.internal.store.operations.EntryQueries;
import io.botfunnel.tracking.internal.store.operations.StoreOperations;
import io.botfunnel.tracking.internal.store.postgres.PostgresUrl;
import io.botfunnel.tracking.internal.store.queue.ConversionEnqueuer;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.Recorder;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.queue.SaidVerdict;
import io.botfunnel.tracking.internal.store.sql.Futures;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.lane.Intake;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.RepairResult;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Everything on disk that is one bot's: the lanes, the bindings and the books, in an H2 file that
 * this process owns alone, or in a PostgreSQL database that several share. Several bots of a
 * process may use one database, each by a store of its own. What its methods answer is committed.
 * Safe for use from any thread.
 */
public final class Store implements AutoCloseable {
  private final SharedEngine shared;
  private final Engine engine;
  private final WireFormat wire;
  private final BotName bot;
  private final Bindings bindings;
  private final Recorder recorder;
  private final EntryQueries listings;
  private final StoreOperations operations;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Store(Engine engine, WireFormat wire, BotOptions user) {
    this(new SharedEngine(engine), wire, user);
  }

  private Store(SharedEngine shared, WireFormat wire, BotOptions user) {
    shared.enter(user.bot());
    try {
      this.shared = shared;
      this.engine = shared.engine();
      this.wire = wire;
      this.bot = user.bot();
      this.bindings = new Bindings(bot, user.attribution(), user.newUidsPerDay());
      ConversionEnqueuer telling =
          new ConversionEnqueuer(bot, engine.appending(), bindings, user.tellsConversions());
      this.recorder = new Recorder(bot, engine, bindings, wire, telling, user.ceiling());
      engine.takes(bot, recorder);
      this.listings = new EntryQueries(bot, wire, bindings);
      this.operations = new StoreOperations(bot, engine, bindings, listings, recorder);
    } catch (RuntimeException | Error e) {
      shared.leave(user.bot());
      throw e;
    }
  }

  /**
   * Opens the store, creating it where there is none.
   *
   * @param url a path without {@code .mv.db}, which is an H2 file, such as {@code data/outbox}; or
   *     {@code jdbc:postgresql:…}
   * @param tellsConversions whether what is recorded goes into {@link Topic#CONVERSIONS} too, which
   *     somebody has to move then
   * @throws IllegalArgumentException if the url is neither
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  public static Store open(
      String url,
      WireFormat wire,
      Attribution attribution,
      Retention retention,
      boolean tellsConversions,
      Clock clock) {
    BotOptions user = new BotOptions(BotName.UNNAMED, attribution, tellsConversions);
    return open(url, wire, user, retention, clock);
  }

  /**
   * Opens the store of a bot, creating it where there is none.
   *
   * @param url as above
   * @param user the first bot that uses it
   * @throws IllegalArgumentException if the url is neither
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  public static Store open(
      String url, WireFormat wire, BotOptions user, Retention retention, Clock clock) {
    return new Store(Databases.open(url, retention, clock), wire, user);
  }

  /**
   * Opens the store of the unnamed bot to look at it. Where it is an H2 file, nothing on disk
   * changes, and nothing can be recorded.
   *
   * @param url as above, of a store that exists
   * @throws OutboxUnavailableException if it cannot be opened; says why and what to do
   */
  public static Store look(String url, WireFormat wire, Clock clock) {
    BotOptions user = BotOptions.alone(Attribution.LAST_CLICK);
    return new Store(Databases.look(url, clock), wire, user);
  }

  /**
   * The store of another bot in the same database, which is closed with the last of them.
   *
   * @throws IllegalArgumentException if one of that name is there, or all are closed
   */
  public Store besides(BotOptions user) {
    return new Store(shared, wire, user);
  }

  /** Whether several processes may have it open at once. */
  public static boolean isShared(String url) {
    return OutboxUrl.isPostgres(url);
  }

  /**
   * Whether there is one at that url.
   *
   * @throws OutboxUnavailableException if that cannot be known, or there is none and its database
   *     would not let us make one
   */
  public static boolean exists(String url) {
    return Databases.exists(url);
  }

  /** The url without what may be secret. */
  public static String shown(String url) {
    return OutboxUrl.shown(url);
  }

  /** What to do about {@link #risk}. */
  public static final String REMEDY_OF_RISK = PostgresUrl.SAFE;

  /** See {@link io.botfunnel.tracking.Outbox#secretsIn}. */
  public static List<String> secretsIn(String url) {
    return OutboxUrl.secrets(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#hasPassword}. */
  public static boolean hasPassword(String url) {
    return OutboxUrl.hasPassword(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#risk}. */
  public static Optional<String> risk(String url) {
    return OutboxUrl.risk(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#requireUrl}. */
  public static void requireUrl(String url) {
    OutboxUrl.require(url);
  }

  /**
   * Moves all of an outbox from an H2 file to PostgreSQL or back. Where an earlier call was cut
   * off, it goes on there. It is to be called by a thread that nobody interrupts.
   *
   * @param from where it is: a url as of {@link #open}
   * @param to where nothing is yet, or the same move was begun
   * @throws IllegalArgumentException if the urls are of one kind, or something else is there
   * @throws OutboxUnavailableException if one of them cannot be used, or a bot runs on it
   */
  public static MoveResult move(String from, String to, Clock clock, MoveProgress progress) {
    return Databases.move(from, to, OutboxMove.A_BATCH, clock, progress);
  }

  /**
   * What is wrong with the files of an outbox that no bot runs on, a few words each; empty if
   * nothing is. Changes nothing.
   *
   * @param url a url as of {@link #open}
   * @throws OutboxUnavailableException if there is none, or it is in use
   */
  public static List<String> damages(String url, Clock clock) {
    return Databases.damages(url, clock);
  }

  /**
   * Repairs an outbox in an H2 file that is damaged.
   *
   * @param url a url as of {@link #open}
   * @throws OutboxUnavailableException if there is none, or it is in use
   */
  public static RepairResult repair(String url, Clock clock) {
    return Databases.repair(url, clock);
  }

  /** Opens the store in PostgreSQL, with so long a lease. */
  public static Store open(String url, WireFormat wire, Duration lease, Clock clock) {
    return new Store(
        Databases.open(url, lease, clock), wire, BotOptions.alone(Attribution.LAST_CLICK));
  }

  /** Opens the store, with room for so much in memory. */
  public static Store open(
      String url, WireFormat wire, BotOptions user, MemtableLimits room, Clock clock) {
    return new Store(Databases.open(url, room, clock), wire, user);
  }

  /** Opens the store, with {@link Retention#DEFAULT}, for a bot that is told of nothing. */
  public static Store open(String url, WireFormat wire, Attribution attribution, Clock clock) {
    return open(url, wire, attribution, Retention.DEFAULT, false, clock);
  }

  /** The queues of the bot. */
  public Lanes lanes() {
    return bot.isUnnamed() ? engine.lanes() : new BotLanes(bot, engine.lanes());
  }

  /** Whose it is. */
  public BotName bot() {
    return bot;
  }

  /**
   * Calls back with each new contradiction and the lane of whoever reported it, such as {@code
   * user:42} or {@code uid:abc}: on the thread of the store, once it is committed.
   *
   * @param met returns at once and throws nothing
   */
  public void onConflict(BiConsumer<Conflict, String> met) {
    recorder.onConflict(met);
  }

  /**
   * Calls back with each limit that was met and the lane of whoever met it: on the thread of the
   * store, once that is committed.
   *
   * @param met returns at once and throws nothing
   */
  public void onLimit(BiConsumer<Limit, String> met) {
    recorder.onLimit(met);
  }

  /** Where events and updates enter. */
  public Intake intake() {
    return recorder;
  }

  /**
   * Puts a conversion into an author's transaction: recorded once he has committed, and never if he
   * rolls back.
   *
   * @param connection to this database, not in auto-commit mode; one of {@link #dataSource} where
   *     it is an H2 file
   * @throws IllegalArgumentException if the connection breaks that rule
   * @throws OutboxUnavailableException if it could not be put there
   */
  public void hand(Connection connection, Conversion conversion) {
    engine.handing().hand(connection, bot, conversion);
  }

  /** Connections to this database for an author's own tables, a new one at each call. */
  public DataSource dataSource() {
    return engine.dataSource();
  }

  /** The uid that a user's events carry now. */
  public Optional<ClickId> uidOf(UserId user) {
    return Futures.of(engine.record(tx -> bindings.uidOf(tx.session(), user)));
  }

  /** The user to whom a uid belongs. */
  public Optional<UserId> userOf(ClickId uid) {
    return Futures.of(engine.record(tx -> bindings.ownerOf(tx.session(), uid)));
  }

  /** What was recorded for a user, oldest first; at most {@code limit}. */
  public List<Recorded> timeline(UserId user, int limit) {
    return Futures.of(engine.lookAtAll(tx -> listings.timeline(tx.session(), user, limit)));
  }

  /** What operators ask and do. */
  public Operations operations() {
    return operations;
  }

  /** How many other processes have it open now. */
  public int others() {
    return engine.others();
  }

  /**
   * Has other processes know how the bot is, until this is closed, where they may have it open too.
   *
   * @param verdict its word; asked again and again, by a thread that may wait for the outbox
   */
  public void says(Supplier<String> verdict) {
    engine.says(bot, verdict);
  }

  /**
   * What the other processes that run the bot say of it, for the longest first. One that was killed
   * is heard for 10 s more.
   *
   * @throws OutboxUnavailableException if that cannot be known
   */
  public List<SaidVerdict> othersSay() {
    return engine.othersSay(bot);
  }

  /**
   * Finishes what was submitted, then closes the database, where no other bot uses it. A second
   * call does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.saysNoMore(bot);
      shared.leave(bot);
    }
  }
}
