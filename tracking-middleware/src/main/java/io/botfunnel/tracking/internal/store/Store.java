package io.botfunnel.tracking.internal.store;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Limit;
import io.botfunnel.tracking.event.UserId;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.conversion.WireFormat;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.lane.Lanes;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.store.h2.MemtableLimits;
import io.botfunnel.tracking.internal.store.move.OutboxMove;
import io.botfunnel.tracking.internal.store.operations.EntryQueries;
import io.botfunnel.tracking.internal.store.operations.StoreOperations;
import io.botfunnel.tracking.internal.store.postgres.PostgresUrl;
import io.botfunnel.tracking.internal.store.queue.ConversionEnqueuer;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.PublishedVerdict;
import io.botfunnel.tracking.internal.store.queue.Recorder;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.store.table.Bindings;
import io.botfunnel.tracking.operations.Conflict;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.Recorded;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
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
 * Everything that one bot keeps on disk: lanes, bindings and books. They are in an H2 file that
 * this process owns alone, or in a PostgreSQL database that several processes share.
 *
 * <p>Several bots of a process can use one database, each through its own store. Whatever a method
 * returns is committed. Safe for use from any thread.
 */
public final class Store implements AutoCloseable {
  private final SharedEngine shared;
  private final Engine engine;
  private final WireFormat wire;
  private final BotName bot;
  private final Bindings bindings;
  private final Recorder recorder;
  private final EntryQueries queries;
  private final StoreOperations operations;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Store(Engine engine, WireFormat wire, BotOptions options) {
    this(new SharedEngine(engine), wire, options);
  }

  private Store(SharedEngine shared, WireFormat wire, BotOptions options) {
    shared.enter(options.bot());
    try {
      this.shared = shared;
      this.engine = shared.engine();
      this.wire = wire;
      this.bot = options.bot();
      this.bindings = new Bindings(bot, options.attribution(), options.newUidsPerDay());
      ConversionEnqueuer conversions =
          new ConversionEnqueuer(bot, engine.appender(), bindings, options.deliversConversions());
      this.recorder = new Recorder(bot, engine, bindings, wire, conversions, options.ceiling());
      engine.readStaged(bot, recorder);
      this.queries = new EntryQueries(bot, wire, bindings);
      this.operations = new StoreOperations(bot, engine, bindings, queries, recorder);
    } catch (RuntimeException | Error e) {
      shared.leave(options.bot());
      throw e;
    }
  }

  /**
   * Opens the store, creating it if there is none.
   *
   * @param url a path without {@code .mv.db} for an H2 file, such as {@code data/outbox}, or {@code
   *     jdbc:postgresql:…}
   * @param deliversConversions whether recorded events are also appended to {@link
   *     Topic#CONVERSIONS}, which the caller must then process
   * @throws IllegalArgumentException if the URL is neither
   * @throws OutboxUnavailableException if the store cannot be opened; the message says why and what
   *     to do
   */
  public static Store open(
      String url,
      WireFormat wire,
      Attribution attribution,
      Retention retention,
      boolean deliversConversions,
      Clock clock) {
    BotOptions options = new BotOptions(BotName.UNNAMED, attribution, deliversConversions);
    return open(url, wire, options, retention, clock);
  }

  /**
   * Opens the store of a bot, creating it if there is none.
   *
   * @param url a path without {@code .mv.db} for an H2 file, or {@code jdbc:postgresql:…}
   * @param options the first bot that uses it
   * @throws IllegalArgumentException if the URL is neither
   * @throws OutboxUnavailableException if the store cannot be opened; the message says why and what
   *     to do
   */
  public static Store open(
      String url, WireFormat wire, BotOptions options, Retention retention, Clock clock) {
    return new Store(Databases.open(url, retention, clock), wire, options);
  }

  /**
   * Opens the store of the unnamed bot for reading. An H2 file is not changed, and nothing can be
   * recorded in it.
   *
   * @param url the url of an existing store, as for {@link #open}
   * @throws OutboxUnavailableException if the store cannot be opened; the message says why and what
   *     to do
   */
  public static Store look(String url, WireFormat wire, Clock clock) {
    BotOptions options = BotOptions.alone(Attribution.LAST_CLICK);
    return new Store(Databases.look(url, clock), wire, options);
  }

  /**
   * Opens the store of another bot in the same database. The database is closed with the last of
   * its stores.
   *
   * @throws IllegalArgumentException if a bot of that name is registered, or all stores are closed
   */
  public Store besides(BotOptions options) {
    return new Store(shared, wire, options);
  }

  /** Whether several processes can have the store open at once. */
  public static boolean isShared(String url) {
    return OutboxUrl.isPostgres(url);
  }

  /**
   * Whether a store exists at the url.
   *
   * @throws OutboxUnavailableException if that cannot be determined, or if there is none and the
   *     database does not allow creating one
   */
  public static boolean exists(String url) {
    return Databases.exists(url);
  }

  /** The url without possible secrets. */
  public static String shown(String url) {
    return OutboxUrl.shown(url);
  }

  /** The remedy for {@link #risk}. */
  public static final String REMEDY_OF_RISK = PostgresUrl.SAFE;

  /** See {@link io.botfunnel.tracking.Outbox#secretsIn}. */
  public static List<String> secretsIn(String url) {
    return OutboxUrl.secrets(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#hasPassword}. */
  public static boolean hasPassword(String url) {
    return OutboxUrl.hasPassword(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#connectionRisk}. */
  public static Optional<String> risk(String url) {
    return OutboxUrl.risk(url);
  }

  /** See {@link io.botfunnel.tracking.Outbox#requireUrl}. */
  public static void requireUrl(String url) {
    OutboxUrl.require(url);
  }

  /**
   * Moves an outbox with all its data from an H2 file to PostgreSQL or back. An interrupted move
   * resumes at the next call. Call it on a thread that is never interrupted.
   *
   * @param from the url of the current outbox, as for {@link #open}
   * @param to an empty place, or the target of the interrupted move
   * @throws IllegalArgumentException if both urls name the same kind of database, or the target is
   *     not empty
   * @throws OutboxUnavailableException if either database is unavailable, or a bot uses it
   */
  public static MoveResult move(String from, String to, Clock clock, MoveProgress progress) {
    return Databases.move(from, to, OutboxMove.A_BATCH, clock, progress);
  }

  /**
   * Lists the damages in the files of an outbox that no bot uses, a few words each; empty if there
   * are none. Changes nothing.
   *
   * @param url the url of the outbox, as for {@link #open}
   * @throws OutboxUnavailableException if there is none, or it is in use
   */
  public static List<String> damages(String url, Clock clock) {
    return Databases.damages(url, clock);
  }

  /**
   * Repairs a damaged outbox in an H2 file.
   *
   * @param url the url of the outbox, as for {@link #open}
   * @throws OutboxUnavailableException if there is none, or it is in use
   */
  public static RepairResult repair(String url, Clock clock) {
    return Databases.repair(url, clock);
  }

  /** Opens the store in PostgreSQL with the given lease. */
  public static Store open(String url, WireFormat wire, Duration lease, Clock clock) {
    return new Store(
        Databases.open(url, lease, clock), wire, BotOptions.alone(Attribution.LAST_CLICK));
  }

  /** Opens the store with the given memory limits. */
  public static Store open(
      String url, WireFormat wire, BotOptions options, MemtableLimits limits, Clock clock) {
    return new Store(Databases.open(url, limits, clock), wire, options);
  }

  /** Opens the store with {@link Retention#DEFAULT}, without conversion delivery. */
  public static Store open(String url, WireFormat wire, Attribution attribution, Clock clock) {
    return open(url, wire, attribution, Retention.DEFAULT, false, clock);
  }

  /** The queues of all bots in this outbox. */
  public Lanes lanes() {
    return engine.lanes();
  }

  /**
   * A queue of the bot.
   *
   * @param kind which queue, such as {@link Topic#OUTBOX}
   */
  public Queue queue(Topic kind) {
    return new Queue(engine.lanes(), kind.of(bot));
  }

  /** The bot that the store belongs to. */
  public BotName bot() {
    return bot;
  }

  /**
   * Registers a callback for each new conflict. It receives the lane of the reporter, such as
   * {@code user:42} or {@code uid:abc}, and runs on the store's thread after the commit.
   *
   * @param met returns at once and throws nothing
   */
  public void onConflict(BiConsumer<Conflict, String> met) {
    recorder.onConflict(met);
  }

  /**
   * Registers a callback for each limit that was reached. It receives the lane that reached it, and
   * runs on the store's thread after the commit.
   *
   * @param met returns at once and throws nothing
   */
  public void onLimit(BiConsumer<Limit, String> met) {
    recorder.onLimit(met);
  }

  /** Where events and updates are recorded. */
  public Intake intake() {
    return recorder;
  }

  /**
   * Stages a conversion in the author's transaction: it is recorded after the commit, and never if
   * the author rolls back.
   *
   * @param connection to this database, not in auto-commit mode; for an H2 file, one of {@link
   *     #dataSource}
   * @throws IllegalArgumentException if the connection breaks that rule
   * @throws OutboxUnavailableException if the event could not be staged
   */
  public void stage(Connection connection, Conversion conversion) {
    engine.staging().stage(connection, bot, conversion);
  }

  /** Connections to this database for the author's own tables; each call opens a new one. */
  public DataSource dataSource() {
    return engine.dataSource();
  }

  /** The uid that the user's events carry now. */
  public Optional<ClickId> uidOf(UserId user) {
    return Futures.await(engine.record(tx -> bindings.uidOf(tx.session(), user)));
  }

  /** The user who owns the uid. */
  public Optional<UserId> userOf(ClickId uid) {
    return Futures.await(engine.record(tx -> bindings.ownerOf(tx.session(), uid)));
  }

  /** The events recorded for a user, oldest first; at most {@code limit}. */
  public List<Recorded> timeline(UserId user, int limit) {
    return Futures.await(engine.lookAtAll(tx -> queries.timeline(tx.session(), user, limit)));
  }

  /** The queries and actions for operators. */
  public Operations operations() {
    return operations;
  }

  /** How many other processes have the store open now. */
  public int others() {
    return engine.others();
  }

  /**
   * Publishes the bot's verdict to the other processes that share the database, until this store is
   * closed. Does nothing for an H2 file.
   *
   * @param verdict supplies the verdict's word; called repeatedly, on a thread that may wait for
   *     the outbox
   */
  public void publishVerdict(Supplier<String> verdict) {
    engine.publishVerdict(bot, verdict);
  }

  /**
   * The verdicts that other processes running the bot publish, longest-standing first. A process
   * that was killed stays listed for another 10 s.
   *
   * @throws OutboxUnavailableException if they cannot be read
   */
  public List<PublishedVerdict> otherVerdicts() {
    return engine.otherVerdicts(bot);
  }

  /**
   * Completes the submitted work, then closes the database if no other bot uses it. A second call
   * does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.withdrawVerdict(bot);
      shared.leave(bot);
    }
  }
}
