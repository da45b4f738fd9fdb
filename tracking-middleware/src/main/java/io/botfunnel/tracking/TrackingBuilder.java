package io.botfunnel.tracking;

import io.botfunnel.tracking.TrackingConfig.DeliveryLimits;
import io.botfunnel.tracking.event.Attribution;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.DepositCeiling;
import io.botfunnel.tracking.event.ReservedIds;
import io.botfunnel.tracking.event.StarsRate;
import io.botfunnel.tracking.event.StartPrefix;
import io.botfunnel.tracking.internal.store.BotOptions;
import io.botfunnel.tracking.internal.store.queue.Retention;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.CaptureRules;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Tracking}; only the bearer has no default. A builder can be reused: each {@link
 * #start} takes the current settings, and later calls do not affect a running tracking. Not
 * thread-safe.
 */
public final class TrackingBuilder {
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

  private URI url = URI.create("https://xtracker.cc");
  private @Nullable Supplier<String> bearer;
  private @Nullable OutboundProxy proxy;
  private String outbox = "data/outbox";
  private BotName bot = BotName.UNNAMED;
  private @Nullable Tracking shared;
  private Retention retention = Retention.DEFAULT;
  private @Nullable String botUsername;
  private CaptureRules captured = CaptureRules.STANDARD;
  private Attribution attribution = Attribution.LAST_CLICK;
  private Duration maxBackoff = Duration.ofMinutes(10);
  private Duration responseTimeout = Duration.ofSeconds(15);
  private int maxInFlight = 64;
  private int maxAttempts = 20;
  private boolean deliverConversions;
  private DepositCeiling depositCeiling = DepositCeiling.NONE;
  private int newUidsPerDay = BotOptions.NEW_UIDS_PER_DAY;
  private ReservedIds reservedIds = ReservedIds.NONE;
  private boolean dryRun;
  private Observer observer = Observer.NONE;
  private @Nullable EventListener listener;
  private Clock clock = Clock.systemUTC();

  TrackingBuilder() {}

  /**
   * The base URL of XTRACKER; {@code https://xtracker.cc} by default.
   *
   * @param url https, or plain http to 127.0.0.0/8, ::1 or localhost; checked at {@link #start}
   */
  public TrackingBuilder url(URI url) {
    this.url = url;
    return this;
  }

  /**
   * The secret of your XTRACKER space for server-side calls. Required.
   *
   * @param bearer one or more visible ASCII characters
   * @throws IllegalArgumentException if it is blank or has other characters; the message never
   *     shows the value
   */
  public TrackingBuilder bearer(String bearer) {
    requireBearer(bearer);
    return bearer(() -> bearer);
  }

  /**
   * A supplier of the secret of your XTRACKER space. It is called for each request, so that a
   * rotated secret takes effect without a restart.
   *
   * @param bearer gives one or more visible ASCII characters; safe for use from any thread
   */
  public TrackingBuilder bearer(Supplier<String> bearer) {
    this.bearer = bearer;
    return this;
  }

  /**
   * The HTTP proxy through which XTRACKER is reached. By default there is none, regardless of the
   * environment and the JVM's properties. Loopback hosts are always reached directly.
   *
   * @param proxy such as {@code OutboundProxy.of("http://user:password@proxy.example:3128")}
   */
  public TrackingBuilder proxy(OutboundProxy proxy) {
    this.proxy = proxy;
    return this;
  }

  /**
   * The H2 file of the outbox; created if it does not exist.
   *
   * @param file a path without {@code .mv.db}, such as {@code data/outbox}, which is the default
   */
  public TrackingBuilder outbox(Path file) {
    return outbox(file.toString());
  }

  /**
   * Where the outbox is; {@code data/outbox} by default. It is created if it does not exist.
   *
   * @param url in the form of the setting {@code tracking.outbox.url}: the path of an H2 file
   *     without {@code .mv.db}, or a {@code jdbc:postgresql:} URL; checked at {@link #start}
   */
  public TrackingBuilder outbox(String url) {
    this.outbox = url;
    return this;
  }

  /**
   * The bot's name, if several bots share an outbox. Its queues, bindings, funnel and books are
   * separate from those of other bots, and stay with the name. Without a name it is the unnamed
   * bot, which owns everything that the outbox held before.
   *
   * @param name 1 to 16 characters of {@code a-z 0-9 -}, the first a letter or a digit
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public TrackingBuilder bot(String name) {
    this.bot = new BotName(name);
    return this;
  }

  /**
   * Shares the outbox of another bot in this process. The other tracking's settings for the
   * outbox's place and retention apply. The outbox is closed with the last tracking that uses it.
   *
   * @param other a tracking that has been started
   */
  public TrackingBuilder shareOutboxOf(Tracking other) {
    this.shared = other;
    return this;
  }

  /**
   * How long finished entries and their keys are kept. Waiting entries are always kept.
   *
   * @param entries how long a delivered event can be inspected, 1 h to 10 years; 7 days by default
   * @param keys how long a repeated report counts as a duplicate, at least as long as {@code
   *     entries} and at most 10 years; 90 days by default
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrackingBuilder retention(Duration entries, Duration keys) {
    Retention rest = retention;
    this.retention =
        new Retention(entries, keys).with(rest.bindings(), rest.refused(), rest.history());
    return this;
  }

  /**
   * How long bindings, refused entries and the history are kept. What is older is dropped in small
   * batches while the bot runs.
   *
   * @param bindings how long a uid belongs to its user after its last use, 90 days to 10 years; 3
   *     years by default
   * @param refused how long a refused entry can be sent again, 30 days to 10 years; a year by
   *     default. Dropped entries are named in the log and counted in the audit
   * @param history how long conflicts and operators' actions are kept, 7 days to 10 years; 2 years
   *     by default
   * @throws IllegalArgumentException if one is out of its range
   */
  public TrackingBuilder longRetention(Duration bindings, Duration refused, Duration history) {
    this.retention = retention.with(bindings, refused, history);
    return this;
  }

  /**
   * The bot's username. Without it, {@code /start@ThisBot} in groups is not tracked.
   *
   * @param username in any case, with or without the @
   */
  public TrackingBuilder botUsername(String username) {
    this.botUsername = username;
    return this;
  }

  /**
   * Replaces all rules for what an update means for the funnel, those set by other methods
   * included.
   */
  public TrackingBuilder capture(CaptureRules rules) {
    captured = rules;
    return this;
  }

  /** Whether a user's first tracked start also reports a contact; on by default. */
  public TrackingBuilder contactOnStart(boolean contactOnStart) {
    captured = captured.withContactOnStart(contactOnStart);
    return this;
  }

  /**
   * The text before the uid in a start payload; {@code fb_} by default. Payloads that begin
   * otherwise are ignored: they belong to the bot's own handlers.
   *
   * @param prefix 1 to 32 characters of {@code A-Z a-z 0-9 _ -}; prefix and uid together have at
   *     most 64 characters
   * @throws IllegalArgumentException if the prefix breaks the rule
   */
  public TrackingBuilder startPrefix(String prefix) {
    captured = captured.withStartPrefix(new StartPrefix(prefix));
    return this;
  }

  /**
   * The channels and groups for which a join is reported as {@code subscribed}, once per user; none
   * by default. The bot must be an administrator there, and getUpdates must request {@link
   * Tracking#neededUpdates()}, as the starter does.
   *
   * @param chats each by its id, {@code -1001234567890}, or its public name, {@code @mychannel}
   * @throws IllegalArgumentException if one is neither an id nor a public name
   */
  public TrackingBuilder subscribedChats(Collection<String> chats) {
    captured =
        captured.withSubscribedChats(
            chats.stream().map(SubscribedChat::new).collect(Collectors.toSet()));
    return this;
  }

  /**
   * Whether a paid invoice of the bot is reported as a deposit with the paid amount; off by
   * default. The event id is {@code dep-<Telegram's charge id>}. Payments in Stars count only if
   * there is a {@linkplain #starsRate rate}.
   */
  public TrackingBuilder payments(boolean payments) {
    captured = captured.withPayments(payments);
    return this;
  }

  /**
   * The value of one Telegram Star; null, the default, if Stars do not count. The amount of a
   * payment is fixed when it arrives.
   */
  public TrackingBuilder starsRate(@Nullable StarsRate rate) {
    captured = captured.withStarsRate(rate);
    return this;
  }

  /**
   * Which click counts if a user arrives with a second uid; {@link Attribution#LAST_CLICK} by
   * default.
   */
  public TrackingBuilder attribution(Attribution attribution) {
    this.attribution = attribution;
    return this;
  }

  /**
   * How many new uids are bound to one Telegram user per day; 20 by default. Further uids are not
   * bound and stay free. A uid that the user already has always counts.
   *
   * @param most 1 to 1,000,000
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingBuilder newUidsPerDay(int most) {
    requireWithin("tracking.new-uids-per-day", most, 1_000_000);
    this.newUidsPerDay = most;
    return this;
  }

  /**
   * The amount above which a deposit waits for the operator, whichever way it is reported. Such a
   * deposit is stored as refused. It is not sent, counts in no funnel and reaches no conversion
   * handler until the operator sends it. No ceiling by default.
   */
  public TrackingBuilder depositCeiling(DepositCeiling ceiling) {
    this.depositCeiling = ceiling;
    return this;
  }

  /**
   * Transaction and trader ids that only {@link Tracking#clickOfPartner} may report, so that a bot
   * that passes on what users type cannot use up a partner's id. None by default.
   */
  public TrackingBuilder reservedIds(ReservedIds reserved) {
    this.reservedIds = reserved;
    return this;
  }

  /**
   * Whether every recorded conversion is also put into {@link
   * io.botfunnel.tracking.outbox.Topic#CONVERSIONS}, once; off by default. A worker must then
   * process that queue: the starter does, for a bot with a conversion handler.
   */
  public TrackingBuilder deliverConversions(boolean deliverConversions) {
    this.deliverConversions = deliverConversions;
    return this;
  }

  /**
   * The longest wait between two attempts of an event; 10 minutes by default.
   *
   * @param maxBackoff 1 s to 24 h
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingBuilder maxBackoff(Duration maxBackoff) {
    requireWithin("tracking.delivery.max-backoff", maxBackoff, Duration.ofDays(1));
    this.maxBackoff = maxBackoff;
    return this;
  }

  /**
   * The longest wait for an answer of XTRACKER; 15 s by default.
   *
   * @param responseTimeout 1 s to 2 min
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingBuilder responseTimeout(Duration responseTimeout) {
    requireWithin("tracking.delivery.response-timeout", responseTimeout, Duration.ofMinutes(2));
    this.responseTimeout = responseTimeout;
    return this;
  }

  /**
   * The most requests in flight at a time; 64 by default.
   *
   * @param maxInFlight 1 to 1,024
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingBuilder maxInFlight(int maxInFlight) {
    requireWithin("tracking.delivery.max-in-flight", maxInFlight, 1_024);
    this.maxInFlight = maxInFlight;
    return this;
  }

  /**
   * How often an event may fail before it is refused; 20 by default. An attempt counts only while
   * other events get through.
   *
   * @param maxAttempts 1 to 1,000
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingBuilder maxAttempts(int maxAttempts) {
    requireWithin("tracking.delivery.max-attempts", maxAttempts, 1_000);
    this.maxAttempts = maxAttempts;
    return this;
  }

  /**
   * Whether requests to XTRACKER are shown in the log instead of sent; off by default. A dry run
   * has an outbox of its own, whose name ends in {@code -dry-run}. Entries in the real outbox stay
   * there and are delivered once this is off again. Events of a dry run are never sent.
   */
  public TrackingBuilder dryRun(boolean dryRun) {
    this.dryRun = dryRun;
    return this;
  }

  /** The observer that receives measurements of tracking; none by default. */
  public TrackingBuilder observer(Observer observer) {
    this.observer = observer == Observer.NONE ? observer : new SafeObserver(observer);
    return this;
  }

  /** The listener that receives the outcome of each event; none by default, which costs nothing. */
  public TrackingBuilder listener(EventListener listener) {
    this.listener = listener;
    return this;
  }

  /** The clock, for tests that step it; the system's UTC clock by default. */
  public TrackingBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Opens the outbox and starts delivery.
   *
   * @throws IllegalArgumentException if a setting is wrong; the message names the setting, the rule
   *     and the remedy
   * @throws OutboxUnavailableException if the outbox cannot be opened
   */
  public Tracking start() {
    return new TrackingStart(config()).run();
  }

  private TrackingConfig config() {
    return new TrackingConfig(
        url,
        bearer,
        proxy,
        outbox,
        shared,
        new BotOptions(bot, attribution, deliverConversions, newUidsPerDay, depositCeiling),
        retention,
        botUsername,
        captured,
        reservedIds,
        new DeliveryLimits(maxBackoff, responseTimeout, maxInFlight, maxAttempts),
        dryRun,
        observer,
        listener,
        clock);
  }

  /** Its messages never show the value. */
  private static void requireBearer(String bearer) {
    if (bearer.isBlank()) {
      throw new IllegalArgumentException(
          "xtracker.bearer is empty: XTRACKER accepts no event without it."
              + " Pass the secret of your space");
    }
    if (!VISIBLE_ASCII.matcher(bearer).matches()) {
      throw new IllegalArgumentException(
          "xtracker.bearer has spaces, line breaks or characters outside ASCII, which no HTTP"
              + " header carries. Pass it as XTRACKER showed it");
    }
  }

  private static void requireWithin(String setting, Duration value, Duration most) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s %s: it is from PT1S to %s. Choose a value in between"
              .formatted(setting, value, most));
    }
  }

  private static void requireWithin(String setting, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s %d: it is from 1 to %d. Choose a value in between".formatted(setting, value, most));
    }
  }
}
