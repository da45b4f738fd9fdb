package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.starter.web.Admission;
import io.botfunnel.starter.web.RequestHead;
import io.botfunnel.starter.web.SecurityHeaders;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles requests: checks their origin, rate and content, and responds. A response never contains
 * a stack trace or a secret, and its status is never 500. Thread-safe.
 */
final class GatewayRoutes implements Admission {
  /** A larger update is read while a thread waits for it. */
  private static final int USUAL_UPDATE_BYTES = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(GatewayRoutes.class);
  private static final String OTHER = "other";
  private static final String HEALTH = "/health";
  private static final String REJECTED = "botfunnel.rejected";
  private static final String CALLER = "botfunnel.caller";
  private static final String KNOWS_SECRET_OF = "botfunnel.knows-secret-of";

  private final GatewaySettings settings;
  private final List<BotRoutes> bots;
  private final Map<String, BotRoutes> pushRoutes;
  private final Set<String> paths;
  private final ClientAddress clientAddress;
  private final RateLimiter rateLimiter;
  private final Tracking tracking;
  private final RefusalLog refusals;
  private final Gateway.ResponseListener listener;

  GatewayRoutes(List<GatewayBot> served, Gateway.ResponseListener listener, Clock clock) {
    this.settings = served.get(0).settings();
    this.tracking = served.get(0).tracking();
    GuessLimiter guesses = new GuessLimiter(settings.trustedProxies(), clock);
    this.bots = served.stream().map(bot -> new BotRoutes(bot, guesses, clock)).toList();
    this.pushRoutes =
        bots.stream()
            .collect(Collectors.toUnmodifiableMap(BotRoutes::pushPath, Function.identity()));
    this.paths = paths(bots);
    this.clientAddress = new ClientAddress(settings.trustedProxies());
    this.rateLimiter = new RateLimiter(settings.rate(), clock);
    this.refusals = new RefusalLog(clock);
    this.listener = listener;
  }

  private static Set<String> paths(List<BotRoutes> bots) {
    return Stream.concat(
            Stream.of(HEALTH),
            bots.stream()
                .flatMap(
                    each ->
                        Stream.concat(
                            Stream.of(each.webhookPath(), each.pushPath()),
                            each.partners().keySet().stream())))
        .collect(Collectors.toUnmodifiableSet());
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::enter);
    bots.forEach(bot -> addTo(routes, bot));
    routes.get(HEALTH, this::health);
    routes.exception(RejectedRequestException.class, (e, request) -> send(request, e.response()));
    routes.exception(HttpResponseException.class, GatewayRoutes.this::unknown);
    routes.exception(
        OutboxUnavailableException.class,
        (e, request) -> send(request, GatewayResponse.unavailable()));
    routes.exception(Exception.class, this::unexpected);
  }

  private void addTo(RoutesConfig routes, BotRoutes bot) {
    GatewayBot served = bot.bot();
    if (served.settings().enabled()) {
      Handler postback = request -> postback(bot, request);
      for (String path : List.of(served.path("/e"), served.path("/e/{partner}"))) {
        routes.get(path, postback).post(path, postback);
      }
      routes.post(bot.webhookPath(), admitted(bot.webhookPath(), r -> webhook(bot.webhooks(), r)));
    }
    routes.post(bot.pushPath(), admitted(bot.pushPath(), r -> push(bot.pushes(), r)));
  }

  /**
   * Handles a request only if it sent the secret of exactly this path. Another spelling of the
   * path, such as with an additional slash, was not checked for this secret.
   */
  private static Handler admitted(String path, Handler handler) {
    return request -> {
      if (!path.equals(request.attribute(KNOWS_SECRET_OF))) {
        throw RejectedRequestException.notFound("There is no such path", "Call exactly " + path);
      }
      handler.handle(request);
    };
  }

  /**
   * Checks a request by its head, and leaves the result for {@link #enter}. No part of a body is
   * buffered before this check. From a sender that is not authenticated yet, at most 8 KB are
   * buffered.
   */
  @Override
  public int bodyBytes(RequestHead head) {
    try {
      return admitted(head);
    } catch (RejectedRequestException rejected) {
      head.set(REJECTED, rejected);
      return 0;
    }
  }

  private int admitted(RequestHead head) {
    IPAddress caller =
        clientAddress
            .caller(head.remoteAddress(), head.headers("X-Forwarded-For"))
            .orElseThrow(
                () ->
                    RejectedRequestException.forbidden(
                        "The client's address cannot be read", "Check the reverse proxy"));
    head.set(CALLER, caller);
    BotRoutes pushed = pushRoutes.get(head.path());
    return pushed != null && head.method().equals("POST")
        ? admittedPush(pushed.pushes(), caller, head)
        : admittedPublic(caller, head);
  }

  /**
   * Telegram sends all updates from few addresses, so the rate limit does not apply to it. The
   * allow list is for partners and does not apply either. A wrong secret counts against its
   * address.
   */
  private int admittedPush(TelegramPushReceiver pushes, IPAddress caller, RequestHead head) {
    try {
      pushes.requireSecret(caller, head.header(TelegramPushReceiver.SECRET_HEADER));
    } catch (RejectedRequestException rejected) {
      requireRate(caller);
      throw rejected;
    }
    head.set(KNOWS_SECRET_OF, head.path());
    return held(head, TelegramPushReceiver.MOST_BODY_BYTES, USUAL_UPDATE_BYTES);
  }

  private int admittedPublic(IPAddress caller, RequestHead head) {
    if (!head.path().equals(HEALTH)) {
      requireAllowed(settings.allow(), caller);
    }
    requireRate(caller);
    requireMethod(head.method());
    for (BotRoutes bot : bots.stream().filter(each -> each.bot().settings().enabled()).toList()) {
      Partner partner = bot.partners().get(head.path());
      if (partner != null) {
        return admittedPostback(bot.postbacks(), partner, caller, head);
      }
      if (head.path().equals(bot.webhookPath()) && head.method().equals("POST")) {
        bot.webhooks().requireSecret(caller, head.header(XtrackerWebhookReceiver.SECRET_HEADER));
        head.set(KNOWS_SECRET_OF, head.path());
        return held(
            head, XtrackerWebhookReceiver.MOST_BODY_BYTES, XtrackerWebhookReceiver.MOST_BODY_BYTES);
      }
    }
    return 0;
  }

  /**
   * Checks the token if it is in the query; a token in the body is checked when the body has
   * arrived.
   */
  private static int admittedPostback(
      PostbackReceiver postbacks, Partner partner, IPAddress caller, RequestHead head) {
    requireAllowed(partner.allow(), caller);
    Map<String, String> inQuery = PostbackParameters.of(head.query());
    if (partner.hasToken(inQuery)) {
      postbacks.requireToken(caller, partner, inQuery);
    }
    return held(head, PostbackParameters.MOST_BODY_BYTES, PostbackParameters.MOST_BODY_BYTES);
  }

  /** Returns 0 for a body that is too large: its handler refuses it unread. */
  private static int held(RequestHead head, int most, int ahead) {
    return head.bodyBytes() > most ? 0 : ahead;
  }

  /** Applies the result of the check of the head, and sets the headers that every response has. */
  private void enter(Context request) {
    SecurityHeaders.ALL.forEach(request::header);
    RejectedRequestException rejected = request.attribute(REJECTED);
    if (rejected != null) {
      throw rejected;
    }
  }

  private void requireRate(IPAddress caller) {
    if (!rateLimiter.take(caller)) {
      throw RejectedRequestException.tooMany(
          "Too many requests come from this address",
          "Send them more slowly, and repeat this one",
          Duration.ofSeconds(1));
    }
  }

  private static IPAddress caller(Context request) {
    return Objects.requireNonNull(request.attribute(CALLER));
  }

  private static void requireAllowed(AddressRanges allow, IPAddress caller) {
    if (!allow.isEmpty() && !allow.contain(caller)) {
      throw RejectedRequestException.forbidden(
          "This address is not allowed to call",
          "Ask the bot's operator to add it to gateway.allow, or to the partner's own allow list");
    }
  }

  /** Rejects other methods: a HEAD would count as a GET, and a link preview as an event. */
  private static void requireMethod(String method) {
    if (!method.equals("GET") && !method.equals("POST")) {
      throw RejectedRequestException.notAllowed("A postback is a GET or a POST", "Use one of them");
    }
  }

  private void postback(BotRoutes bot, Context request) {
    Partner partner =
        Optional.ofNullable(bot.partners().get(request.path()))
            .orElseThrow(
                () ->
                    RejectedRequestException.notFound(
                        "There is no partner with this name",
                        "Ask the bot's operator to add it to gateway.partners"));
    send(request, bot.postbacks().take(caller(request), partner, PostbackParameters.of(request)));
  }

  private void webhook(XtrackerWebhookReceiver webhooks, Context request) {
    send(
        request,
        webhooks.take(RequestBodyReader.read(request, XtrackerWebhookReceiver.MOST_BODY_BYTES)));
  }

  private void push(TelegramPushReceiver pushes, Context request) {
    send(
        request,
        pushes.take(RequestBodyReader.read(request, TelegramPushReceiver.MOST_BODY_BYTES)));
  }

  /**
   * Health check for a load balancer: whether reports can be recorded. The result is up to a second
   * old.
   */
  private void health(Context request) {
    TrackingHealth health = tracking.health();
    boolean takes = health.running() && health.outage() == null;
    send(request, takes ? GatewayResponse.ready() : GatewayResponse.unavailable());
  }

  private void unknown(HttpResponseException e, Context request) {
    RejectedRequestException rejected =
        e.getStatus() == 405
            ? RejectedRequestException.notAllowed("A webhook is a POST", "Use POST")
            : noSuchPath();
    send(request, rejected.response());
  }

  private RejectedRequestException noSuchPath() {
    if (bots.stream().noneMatch(each -> each.bot().settings().enabled())) {
      return RejectedRequestException.notFound(
          "The gateway is switched off", "Ask the bot's operator to set gateway.enabled");
    }
    return RejectedRequestException.notFound(
        "There is no such path", "Use /e, /e/<partner> or /xtracker" + below());
  }

  private String below() {
    return bots.stream().allMatch(each -> each.bot().name().isEmpty())
        ? ""
        : ", below /bots/<name> for a named bot";
  }

  private void unexpected(Exception e, Context request) {
    log.error("The gateway failed to handle a request to {}", label(request), e);
    send(request, GatewayResponse.unavailable());
  }

  private void send(Context request, GatewayResponse response) {
    String path = label(request);
    if (!response.retryAfter().isZero()) {
      request.header("Retry-After", String.valueOf(response.retryAfter().toSeconds()));
    }
    request.status(response.status()).contentType("application/json").result(response.json());
    listener.responded(path, response.status());
    if (!path.equals(OTHER)) {
      refusals.note(path, response);
    }
  }

  /** Returns the path if it is one of ours, so that the number of labels is limited. */
  private String label(Context request) {
    String path = request.path();
    return paths.contains(path) ? path : OTHER;
  }
}
