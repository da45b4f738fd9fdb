package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.Store;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.internal.xtracker.XtrackerBodies;
import io.botfunnel.tracking.operations.MoveProgress;
import io.botfunnel.tracking.operations.MoveResult;
import io.botfunnel.tracking.operations.Operations;
import io.botfunnel.tracking.operations.RepairResult;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An outbox that is opened for inspection and repair. Nothing is delivered from it. While an H2
 * file is open here, no bot runs on it and none can start; PostgreSQL may be open in several
 * processes at once. Safe for use from any thread.
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
   * Opens an existing outbox for reading and changing; never creates one.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}: the path of an H2 file
   *     without {@code .mv.db}, or a {@code jdbc:postgresql:} URL
   * @param clock the current time; {@code Clock.systemUTC()} outside of tests
   * @throws IllegalArgumentException if the url breaks its rule
   * @throws OutboxUnavailableException if there is no outbox or it cannot be opened; the message
   *     names the reason and the remedy, and whether a bot runs on it
   */
  public static Outbox open(String url, Clock clock) {
    requireExists(url);
    return new Outbox(
        Store.open(
            url, new XtrackerBodies(), Attribution.LAST_CLICK, Retention.ALL_STAYS, false, clock));
  }

  /**
   * Opens an existing outbox for reading only. In an H2 file nothing on disk changes: no byte, and
   * no file time. Calls that would change something fail.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}: the path of an H2 file
   *     without {@code .mv.db}, or a {@code jdbc:postgresql:} URL
   * @param clock the current time; {@code Clock.systemUTC()} outside of tests
   * @throws IllegalArgumentException if the url breaks its rule
   * @throws OutboxUnavailableException if there is no outbox or it cannot be opened; the message
   *     names the reason and the remedy, and whether a bot runs on it
   */
  public static Outbox openReadOnly(String url, Clock clock) {
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
   * Whether several processes may open the outbox at once, so that it can be inspected while a bot
   * runs. True for PostgreSQL, false for an H2 file.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   */
  public static boolean isShared(String url) {
    return Store.isShared(url);
  }

  /**
   * Whether there is an outbox at this url.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @throws OutboxUnavailableException if that cannot be determined, or if there is none and the
   *     database would not let a bot create one; the message names the reason and the remedy
   */
  public static boolean exists(String url) {
    return Store.exists(url);
  }

  /**
   * The url without anything that may be secret, for logs and messages.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}; any other text is shortened
   */
  public static String masked(String url) {
    return Store.shown(url);
  }

  /**
   * Checks a url before anything is opened or created. A typo such as {@code postgresql:} without
   * {@code jdbc:} would otherwise create a file that is named after the password.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @throws IllegalArgumentException if it is neither the path of a file nor a {@code
   *     jdbc:postgresql:} URL; the message names the rule and the remedy, and shows no secret
   */
  public static void requireUrl(String url) {
    Store.requireUrl(url);
  }

  /**
   * The passwords in the url, which no log may show: both as written there and decoded.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @return empty if there is no password, or if the url is not one of an outbox
   */
  public static List<String> secretsIn(String url) {
    return Store.secretsIn(url);
  }

  /**
   * Whether the url contains a password, which everyone who sees the url can read.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   */
  public static boolean hasPassword(String url) {
    return Store.hasPassword(url);
  }

  /**
   * A risk of the connection to the database that the operator should know, such as a network
   * without proof of who answers.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @return the risk, as a text for the operator; empty if the connection is safe
   */
  public static Optional<String> connectionRisk(String url) {
    return Store.risk(url);
  }

  /** The remedy for a {@link #connectionRisk}, as a text for the operator. */
  public static String connectionRiskRemedy() {
    return Store.REMEDY_OF_RISK;
  }

  /**
   * The url of the dry run's outbox: an H2 file beside the real one, its name ending in {@code
   * -dry-run}. If the real outbox is in PostgreSQL, the file is {@code data/outbox-dry-run}. The
   * entries in the real outbox are not touched by a dry run.
   *
   * @param url of the real outbox, in the form of the setting {@code tracking.outbox.url}
   */
  public static String dryRunUrl(String url) {
    String real = Store.isShared(url) ? BESIDE_POSTGRES : url;
    return real.isBlank() ? real : real + DRY_RUN;
  }

  /**
   * Moves a whole outbox from an H2 file to PostgreSQL, or from PostgreSQL to a file. Nothing else
   * may use either place meanwhile, and the new place must be empty. The outbox stays at the old
   * place until the call returns a result that is {@link MoveResult#complete()}. After that no bot
   * starts on the old place. If the call is cut off at any point, calling it again resumes the
   * move.
   *
   * <p>Call it on a thread that is not interrupted.
   *
   * @param from the old place, in the form of the setting {@code tracking.outbox.url}
   * @param to the new place, in the same form
   * @param clock the current time; {@code Clock.systemUTC()} outside of tests
   * @param progress receives how many rows are copied, on the calling thread
   * @throws IllegalArgumentException if both are files or both are PostgreSQL, or if the new place
   *     holds something else
   * @throws OutboxUnavailableException if one of them cannot be used, or a bot runs on it; the
   *     message names the remedy
   */
  public static MoveResult move(String from, String to, Clock clock, MoveProgress progress) {
    return Store.move(from, to, clock, progress);
  }

  /**
   * Checks the files of an outbox that no bot runs on. Changes nothing.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @param clock the current time; {@code Clock.systemUTC()} outside of tests
   * @return each damage in a few words; empty if there is none, or if the outbox is in PostgreSQL
   * @throws OutboxUnavailableException if there is no outbox, or a bot runs on it
   */
  public static List<String> damages(String url, Clock clock) {
    return Store.damages(url, clock);
  }

  /**
   * Repairs the damaged files of an outbox in an H2 file. Takes every complete batch of the
   * write-ahead log and everything that the H2 file still holds. Keeps the damaged files, named
   * {@code *.damaged}, and reports the missing entries. An undamaged outbox is not changed.
   *
   * <p>Call it on a thread that is not interrupted.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}
   * @param clock the current time; {@code Clock.systemUTC()} outside of tests
   * @throws OutboxUnavailableException if there is no outbox, or a bot runs on it
   */
  public static RepairResult repair(String url, Clock clock) {
    return Store.repair(url, clock);
  }

  /** Queries and changes for the entries of the unnamed bot. */
  public Operations operations() {
    return store.operations();
  }

  /**
   * Queries and changes for the entries of one bot.
   *
   * @param bot the name given to {@link TrackingBuilder#bot}; empty for the unnamed bot
   * @throws IllegalArgumentException if it is not a valid bot name
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
   * How many other processes have the outbox open now, most of them bots; 0 for an H2 file. A
   * killed process counts for 10 s more.
   *
   * @throws OutboxUnavailableException if that cannot be determined
   */
  public int otherProcesses() {
    return store.others();
  }

  /**
   * The other processes that run a bot on an outbox in PostgreSQL, with the verdict that each
   * reports; empty for an H2 file. A killed or suspended process is listed for 10 s more.
   *
   * @param bot the name given to {@link TrackingBuilder#bot}; empty for the unnamed bot
   * @throws IllegalArgumentException if it is not a valid bot name
   * @throws OutboxUnavailableException if that cannot be determined
   */
  public List<BotProcess> botProcesses(String bot) {
    BotName name = new BotName(bot);
    Store whose = name.isUnnamed() ? store : of(name);
    return whose.otherVerdicts().stream().map(BotProcess::of).filter(BotProcess::runs).toList();
  }

  /** Closes the outbox; a bot can start on an H2 file from then on. */
  @Override
  public void close() {
    named.values().forEach(Store::close);
    store.close();
  }
}
