package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.xtracker.XtrackerBodies;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An outbox, opened to be looked at and mended. Nothing is delivered from it. Where it is a file no
 * bot runs on it, and none can start on it until it is closed; one in PostgreSQL is open to several
 * at once. Safe for use from any thread.
 */
public final class Outbox implements AutoCloseable {
  private static final String DRY_RUN = "-dry-run";

  private static final String BESIDE_POSTGRES = "data/outbox";

  private final Store store;
  private final Map<BotName, Store> named = new ConcurrentHashMap<>();

  private Outbox(Store store) {
    this.store = store;
  }

  /**
   * Opens it; never makes one.
   *
   * @param url as the setting {@code tracking.outbox.url} has it
   * @throws IllegalArgumentException if the url breaks its rule
   * @throws OutboxUnavailableException if there is none or it cannot be opened; says why and what
   *     to do, and whether a bot runs on it
   */
  public static Outbox open(String url, Clock clock) {
    requireExists(url);
    return new Outbox(
        Store.open(
            url, new XtrackerBodies(), Attribution.LAST_CLICK, Retention.ALL_STAYS, false, clock));
  }

  /**
   * Opens it to be looked at. Where it is a file, nothing on disk changes: not a byte, and no time
   * of a file. What would change something fails.
   *
   * @param url as the setting {@code tracking.outbox.url} has it
   * @throws IllegalArgumentException if the url breaks its rule
   * @throws OutboxUnavailableException if there is none or it cannot be opened; says why and what
   *     to do, and whether a bot runs on it
   */
  public static Outbox look(String url, Clock clock) {
    requireExists(url);
    return new Outbox(Store.look(url, new XtrackerBodies(), clock));
  }

  private static void requireExists(String url) {
    if (!Store.exists(url)) {
      throw new OutboxUnavailableException(
          "There is no outbox at %s. Check tracking.outbox.url, or start the bot once"
              .formatted(Store.shown(url)));
    }
  }

  /**
   * Whether several processes may have it open at once, so that it can be looked at while a bot
   * runs: it is in PostgreSQL then, and no file.
   */
  public static boolean isShared(String url) {
    return Store.isShared(url);
  }

  /**
   * Whether there is one.
   *
   * @throws OutboxUnavailableException if that cannot be known, or there is none and its database
   *     would not let a bot make one; says why and what to do
   */
  public static boolean exists(String url) {
    return Store.exists(url);
  }

  /** The url without what may be secret. */
  public static String shown(String url) {
    return Store.shown(url);
  }

  /**
   * Checks a url before anything is opened or made: a typo such as {@code postgresql:} without
   * {@code jdbc:} would else make a file that is named after the password.
   *
   * @param url as the setting {@code tracking.outbox.url} has it
   * @throws IllegalArgumentException if it is neither the path of a file nor a {@code
   *     jdbc:postgresql:} URL; names the rule and the remedy, and shows no secret
   */
  public static void requireUrl(String url) {
    Store.requireUrl(url);
  }

  /**
   * What of the url no log may show: its passwords, as they stand there and as they are meant;
   * empty if there is none, or if it is no url of an outbox.
   */
  public static List<String> secretsIn(String url) {
    return Store.secretsIn(url);
  }

  /** Whether a password is in the url, for all to see who see the url. */
  public static boolean hasPassword(String url) {
    return Store.hasPassword(url);
  }

  /**
   * What an operator should know of the way to the database, such as a network without proof of who
   * answers; empty if it is safe.
   */
  public static Optional<String> risk(String url) {
    return Store.risk(url);
  }

  /** What to do about {@link #risk}. */
  public static String remedyOfRisk() {
    return Store.REMEDY_OF_RISK;
  }

  /**
   * Where the outbox of a dry run is: an H2 file beside the real one, or by itself where that is in
   * PostgreSQL. What waits there stays untouched.
   *
   * @param url of the real one, as the setting {@code tracking.outbox.url} has it
   */
  public static String ofDryRun(String url) {
    String real = Store.isShared(url) ? BESIDE_POSTGRES : url;
    return real.isBlank() ? real : real + DRY_RUN;
  }

  /**
   * Moves all of an outbox from an H2 file to PostgreSQL, or from there to a file. Nobody else uses
   * either meanwhile, and the new place holds nothing before. Until the call has returned and
   * {@link MoveResult#complete()}, the outbox is where it was; from then on no bot starts on the
   * old place. Cut off at any moment, it goes on when it is called again.
   *
   * <p>To be called by a thread that nobody interrupts.
   *
   * @param from where it is, as the setting {@code tracking.outbox.url} has it
   * @param to where it shall be, in the same form
   * @throws IllegalArgumentException if both are files or both are PostgreSQL, or if the new place
   *     holds something else
   * @throws OutboxUnavailableException if one of them cannot be used, or a bot runs on it; says
   *     what to do
   */
  public static MoveResult move(String from, String to, Clock clock, MoveProgress progress) {
    return Store.move(from, to, clock, progress);
  }

  /**
   * What is wrong with the files of an outbox that no bot runs on, a few words each; empty if
   * nothing is, or it is in PostgreSQL. Changes nothing.
   *
   * @param url as the setting {@code tracking.outbox.url} has it
   * @throws OutboxUnavailableException if there is none, or a bot runs on it
   */
  public static List<String> damages(String url, Clock clock) {
    return Store.damages(url, clock);
  }

  /**
   * Repairs an outbox in an H2 file whose files are damaged: takes each whole group of the
   * write-ahead log and what the H2 file still has, keeps the damaged files as {@code *.damaged},
   * and says which entries are missing. An outbox that is sound is left alone.
   *
   * <p>To be called by a thread that nobody interrupts.
   *
   * @param url as the setting {@code tracking.outbox.url} has it
   * @throws OutboxUnavailableException if there is none, or a bot runs on it
   */
  public static RepairResult repair(String url, Clock clock) {
    return Store.repair(url, clock);
  }

  /** What may be asked of what is the unnamed bot's, and done to it. */
  public Operations operations() {
    return store.operations();
  }

  /**
   * The same of another bot's.
   *
   * @param bot as {@link TrackingBuilder#bot} takes it; empty for the unnamed one
   * @throws IllegalArgumentException if no bot can have that name
   */
  public Operations operations(String bot) {
    BotName name = new BotName(bot);
    return name.isUnnamed() ? operations() : of(name).operations();
  }

  private Store of(BotName bot) {
    return named.computeIfAbsent(
        bot, any -> store.besides(new BotOptions(bot, Attribution.LAST_CLICK, false)));
  }

  /**
   * How many other processes have it open now, bots for the most part: none where it is a file. One
   * that was killed counts for 10 s more.
   *
   * @throws OutboxUnavailableException if that cannot be known
   */
  public int others() {
    return store.others();
  }

  /**
   * The processes that run a bot on it, where it is in PostgreSQL, and how each says that it is;
   * none where it is a file. One that was killed, or is stopped as a whole, is among them for 10 s
   * more.
   *
   * @param bot as {@link TrackingBuilder#bot} takes it; empty for the unnamed one
   * @throws IllegalArgumentException if no bot can have that name
   * @throws OutboxUnavailableException if that cannot be known
   */
  public List<BotProcess> processes(String bot) {
    BotName name = new BotName(bot);
    Store whose = name.isUnnamed() ? store : of(name);
    return whose.othersSay().stream().map(BotProcess::of).filter(BotProcess::runs).toList();
  }

  @Override
  public void close() {
    named.values().forEach(Store::close);
    store.close();
  }
}
