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
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.telegram.capture.CaptureRules;
import io.botfunnel.tracking.telegram.capture.SubscribedChat;
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
 * Builds a {@link Tracking}; only the bearer has no default. It can be used again: each {@link
 * #start} takes what is set at that moment, and later calls change nothing of what runs. Not
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
  private boolean tellConversions;
  private DepositCeiling depositCeiling = DepositCeiling.NONE;
  private int newUidsPerDay = BotOptions.NEW_UIDS_PER_DAY;
  private ReservedIds reservedIds = ReservedIds.NONE;
  private boolean dryRun;
  private Observer observer = Observer.NONE;
  private @Nullable EventListener listener;
  private Clock clock = Clock.systemUTC();

  TrackingBuilder() {}

  /** Where XTRACKER is; plain http only to loopback. */
  public TrackingBuilder url(URI url) {
    this.url = url;
    return this;
  }

  /** The space's secret for server-side calls; visible ASCII. */
  public TrackingBuilder bearer(String bearer) {
    requireBearer(bearer);
    return bearer(() -> bearer);
  }

  /** Asked for the secret at each call, so that a rotated one is picked up without a restart. */
  public TrackingBuilder bearer(Supplier<String> bearer) {
    this.bearer = bearer;
    return this;
  }

  /**
   * By way of which proxy XTRACKER is reached; directly by default, whatever the environment and
   * the JVM's properties say. This machine itself is always reached directly.
   *
   * @param proxy such as {@code OutboundProxy.of("http://user:password@proxy.example:3128")}
   */
  public TrackingBuilder proxy(OutboundProxy proxy) {
    this.proxy = proxy;
    return this;
  }

  /** The H2 file of the outbox, without {@code .mv.db}; created where there is none. */
  public TrackingBuilder outbox(Path file) {
    return outbox(file.toString());
  }

  /** Where the outbox is, as the setting {@code tracking.outbox.url} has it. */
  public TrackingBuilder outbox(String url) {
    this.outbox = url;
    return this;
  }

  /**
   * The bot's name, where several share an outbox: its queues, bindings, funnel and books are its
   * own, and stay with the name. Without one it is the bot without a name, whose is all that an
   * outbox held before.
   *
   * @param name 1 to 16 characters of {@code a-z 0-9 -}, the first a letter or a digit
   * @throws IllegalArgumentException if it breaks the rule
   */
  public TrackingBuilder bot(String name) {
    this.bot = new BotName(name);
    return this;
  }

  /**
   * Shares the outbox of another bot's tracking in this process, which has been started: where it
   * is and how long it keeps what is done is the other's. It is closed with the last that uses it.
   */
  public TrackingBuilder outboxOf(Tracking other) {
    this.shared = other;
    return this;
  }

  /**
   * How long what is done is kept; what waits stays.
   *
   * @param entries how long a delivered event can be looked at, 1 h to 10 years; 7 days by default
   * @param keys how long a late report of the same is a duplicate, at least as long as {@code
   *     entries}; 90 days by default
   */
  public TrackingBuilder retention(Duration entries, Duration keys) {
    Retention rest = retention;
    this.retention =
        new Retention(entries, keys).with(rest.bindings(), rest.refused(), rest.history());
    return this;
  }

  /**
   * How long what no delivery ends is kept. Each is dropped in small pieces while the bot runs.
   *
   * @param bindings how long a uid is its user's after it was used last, 90 days to 10 years; 3
   *     years by default
   * @param refused how long what was refused can be sent again, 30 days to 10 years; a year by
   *     default. What is dropped is named in the log, and counted in the audit
   * @param history how long conflicts and what operators did are kept, 7 days to 10 years; 2 years
   *     by default
   */
  public TrackingBuilder longRetention(Duration bindings, Duration refused, Duration history) {
    this.retention = retention.with(bindings, refused, history);
    return this;
  }

  /** The bot's username: without it {@code /start@ThisBot} in groups is not tracked. */
  public TrackingBuilder botUsername(String username) {
    this.botUsername = username;
    return this;
  }

  /** All of what of an update means something for the funnel, in the place of what was set. */
  public TrackingBuilder capture(CaptureRules rules) {
    captured = rules;
    return this;
  }

  /** Whether a user's first tracked start is a contact too. */
  public TrackingBuilder contactOnStart(boolean contactOnStart) {
    captured = captured.withContactOnStart(contactOnStart);
    return this;
  }

  /**
   * What stands before the uid in a start payload, {@code fb_} by default. Payloads that begin
   * otherwise are not looked at: they are for the bot's own handlers.
   *
   * @param prefix 1 to 32 characters of {@code A-Z a-z 0-9 _ -}; with the uid it makes at most 64
   */
  public TrackingBuilder startPrefix(String prefix) {
    captured = captured.withStartPrefix(new StartPrefix(prefix));
    return this;
  }

  /**
   * The channels and groups whose joining is reported as {@code subscribed}, once per user; none by
   * default. The bot has to be an administrator there, and getUpdates has to ask for {@link
   * Tracking#neededUpdates()}, as the starter does.
   *
   * @param chats each by its id, {@code -1001234567890}, or its public name, {@code @mychannel}
   */
  public TrackingBuilder subscribedChats(Collection<String> chats) {
    captured =
        captured.withSubscribedChats(
            chats.stream().map(SubscribedChat::new).collect(Collectors.toSet()));
    return this;
  }

  /**
   * Whether an invoice of the bot that a user has paid is reported as a deposit, {@code
   * dep-<Telegram's charge id>}, with the amount that was paid; not by default. Stars count with a
   * {@linkplain #starsRate rate} alone.
   */
  public TrackingBuilder payments(boolean payments) {
    captured = captured.withPayments(payments);
    return this;
  }

  /** What a Star counts as; the amount of a payment is fixed when it arrives. Null for nothing. */
  public TrackingBuilder starsRate(@Nullable StarsRate rate) {
    captured = captured.withStarsRate(rate);
    return this;
  }

  /** Which click counts when a user arrives with a second uid. */
  public TrackingBuilder attribution(Attribution attribution) {
    this.attribution = attribution;
    return this;
  }

  /**
   * How many new uids are bound to one Telegram user within a day; 20 by default. What is above it
   * is not bound and stays free. A uid that the user has already always counts.
   *
   * @param most 1 to 1,000,000
   */
  public TrackingBuilder newUidsPerDay(int most) {
    requireWithin("tracking.new-uids-per-day", most, 1_000_000);
    this.newUidsPerDay = most;
    return this;
  }

  /**
   * Above which a deposit is set aside, by whichever way it is reported: it is kept and not sent,
   * in no funnel, and the bot is not told of it, until the operator sends it. None by default.
   */
  public TrackingBuilder depositCeiling(DepositCeiling ceiling) {
    this.depositCeiling = ceiling;
    return this;
  }

  /**
   * By which transaction and trader ids only {@link Tracking#clickOfPartner} reports, so that a bot
   * that passes on what users type takes no partner's id. None by default.
   */
  public TrackingBuilder reservedIds(ReservedIds reserved) {
    this.reservedIds = reserved;
    return this;
  }

  /**
   * Whether every conversion that is recorded also goes into {@link
   * io.botfunnel.tracking.lane.Topic#CONVERSIONS}, once, for a bot that wants to be told of it:
   * somebody has to move that queue then. The starter does, for a bot with a conversion handler.
   */
  public TrackingBuilder tellConversions(boolean tellConversions) {
    this.tellConversions = tellConversions;
    return this;
  }

  /** Longest wait between two attempts of an event; 1 s to 24 h. */
  public TrackingBuilder maxBackoff(Duration maxBackoff) {
    requireWithin("tracking.delivery.max-backoff", maxBackoff, Duration.ofDays(1));
    this.maxBackoff = maxBackoff;
    return this;
  }

  /** Longest wait for an answer of XTRACKER; 1 s to 2 min. */
  public TrackingBuilder responseTimeout(Duration responseTimeout) {
    requireWithin("tracking.delivery.response-timeout", responseTimeout, Duration.ofMinutes(2));
    this.responseTimeout = responseTimeout;
    return this;
  }

  /** Most requests at a time; 1 to 1,024. */
  public TrackingBuilder maxInFlight(int maxInFlight) {
    requireWithin("tracking.delivery.max-in-flight", maxInFlight, 1_024);
    this.maxInFlight = maxInFlight;
    return this;
  }

  /**
   * After so many attempts in vain, while others got through, an event is set aside; 1 to 1,000.
   */
  public TrackingBuilder maxAttempts(int maxAttempts) {
    requireWithin("tracking.delivery.max-attempts", maxAttempts, 1_000);
    this.maxAttempts = maxAttempts;
    return this;
  }

  /**
   * Whether requests to XTRACKER are shown in the log instead of sent. A dry run has an outbox of
   * its own, whose name ends in {@code -dry-run}: what waits in the real one stays there, and is
   * delivered once this is off again. What happens during a dry run is never sent.
   */
  public TrackingBuilder dryRun(boolean dryRun) {
    this.dryRun = dryRun;
    return this;
  }

  /** Who is told what tracking does; nobody by default. */
  public TrackingBuilder observer(Observer observer) {
    this.observer = observer == Observer.NONE ? observer : new SafeObserver(observer);
    return this;
  }

  /** Who is told what becomes of each event; nobody by default, and then it costs nothing. */
  public TrackingBuilder listener(EventListener listener) {
    this.listener = listener;
    return this;
  }

  /** The time, for tests that step it. */
  public TrackingBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Opens the outbox and begins to deliver.
   *
   * @throws IllegalArgumentException if a setting is wrong; names it, the rule and the remedy
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
        new BotOptions(bot, attribution, tellConversions, newUidsPerDay, depositCeiling),
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

  /** Never shows the value. */
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
