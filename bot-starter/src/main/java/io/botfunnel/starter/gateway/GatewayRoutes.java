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
  private static final String REFUSAL = "botfunnel.refusal";
  private static final String CALLER = "botfunnel.caller";
  private static final String KNOWS_SECRET_OF = "botfunnel.knows-secret-of";

  private final GatewaySettings settings;
  private final List<BotRoutes> desks;
  private final Map<String, BotRoutes> pushDesks;
  private final Set<String> paths;
  private final ClientAddress callers;
  private final RateLimiter rates;
  private final Tracking tracking;
  private final RefusalLog changes;
  private final Gateway.Answered answered;

  GatewayRoutes(List<GatewayBot> bots, Gateway.Answered answered, Clock clock) {
    this.settings = bots.get(0).settings();
    this.tracking = bots.get(0).tracking();
    GuessLimiter guesses = new GuessLimiter(settings.trustedProxies(), clock);
    this.desks = bots.stream().map(bot -> new BotRoutes(bot, guesses, clock)).toList();
    this.pushDesks =
        desks.stream()
            .collect(Collectors.toUnmodifiableMap(BotRoutes::pushPath, Function.identity()));
    this.paths = paths(desks);
    this.callers = new ClientAddress(settings.trustedProxies());
    this.rates = new RateLimiter(settings.rate(), clock);
    this.changes = new RefusalLog(clock);
    this.answered = answered;
  }

  private static Set<String> paths(List<BotRoutes> desks) {
    return Stream.concat(
            Stream.of(HEALTH),
            desks.stream()
                .flatMap(
                    each ->
                        Stream.concat(
                            Stream.of(each.webhookPath(), each.pushPath()),
                            each.partners().keySet().stream())))
        .collect(Collectors.toUnmodifiableSet());
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::enter);
    desks.forEach(desk -> addTo(routes, desk));
    routes.get(HEALTH, this::health);
    routes.exception(RejectedRequestException.class, (e, request) -> send(request, e.answer()));
    routes.exception(HttpResponseException.class, GatewayRoutes.this::unknown);
    routes.exception(
        OutboxUnavailableException.class,
        (e, request) -> send(request, GatewayResponse.unavailable()));
    routes.exception(Exception.class, this::unexpected);
  }

  private void addTo(RoutesConfig routes, BotRoutes desk) {
    GatewayBot bot = desk.bot();
    if (bot.settings().enabled()) {
      Handler postback = request -> postback(desk, request);
      for (String path : List.of(bot.path("/e"), bot.path("/e/{partner}"))) {
        routes.get(path, postback).post(path, postback);
      }
      routes.post(
          desk.webhookPath(), admitted(desk.webhookPath(), r -> webhook(desk.webhooks(), r)));
    }
    routes.post(desk.pushPath(), admitted(desk.pushPath(), r -> push(desk.pushes(), r)));
  }

  /**
   * Handles a request only if it sent the secret of exactly this path. Another spelling of the
   * path, such as with an additional slash, was not checked for this secret.
   */
  private static Handler admitted(String path, Handler handler) {
    return request -> {
      if (!path.equals(request.attribute(KNOWS_SECRET_OF))) {
        throw RejectedRequestException.notFound(
            "There is no such path. Leave out what is too much: " + path);
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
    } catch (RejectedRequestException refusal) {
      head.set(REFUSAL, refusal);
      return 0;
    }
  }

  private int admitted(RequestHead head) {
    IPAddress caller =
        callers
            .caller(head.remoteAddress(), head.headers("X-Forwarded-For"))
            .orElseThrow(
                () ->
                    RejectedRequestException.forbidden(
                        "The connection has no address that can be read"));
    head.set(CALLER, caller);
    BotRoutes pushed = pushDesks.get(head.path());
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
    } catch (RejectedRequestException refusal) {
      requireRate(caller);
      throw refusal;
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
    for (BotRoutes desk : desks.stream().filter(each -> each.bot().settings().enabled()).toList()) {
      Partner partner = desk.partners().get(head.path());
      if (partner != null) {
        return admittedPostback(desk.postbacks(), partner, caller, head);
      }
      if (head.path().equals(desk.webhookPath()) && head.method().equals("POST")) {
        desk.webhooks().requireSecret(caller, head.header(XtrackerWebhookReceiver.SECRET_HEADER));
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
    RejectedRequestException refusal = request.attribute(REFUSAL);
    if (refusal != null) {
      throw refusal;
    }
  }

  private void requireRate(IPAddress caller) {
    if (!rates.take(caller)) {
      throw RejectedRequestException.tooMany(
          "Too many requests come from this address. Send them more slowly, and this one again",
          Duration.ofSeconds(1));
    }
  }

  private static IPAddress caller(Context request) {
    return Objects.requireNonNull(request.attribute(CALLER));
  }

  private static void requireAllowed(AddressRanges allow, IPAddress caller) {
    if (!allow.isEmpty() && !allow.contain(caller)) {
      throw RejectedRequestException.forbidden(
          "This address may not call. The bot's operator adds it to gateway.allow, or to that of"
              + " the partner");
    }
  }

  /** Refuses other methods: a HEAD would count as a GET, and a link preview as an event. */
  private static void requireMethod(String method) {
    if (!method.equals("GET") && !method.equals("POST")) {
      throw RejectedRequestException.notAllowed("A postback is a GET or a POST. Send one of them");
    }
  }

  private void postback(BotRoutes desk, Context request) {
    Partner partner =
        Optional.ofNullable(desk.partners().get(request.path()))
            .orElseThrow(
                () ->
                    RejectedRequestException.notFound(
                        "No such partner is set up. The bot's operator names him in"
                            + " gateway.partners"));
    send(request, desk.postbacks().take(caller(request), partner, PostbackParameters.of(request)));
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
    boolean takes = health.running() && health.held() == null;
    send(request, takes ? GatewayResponse.ready() : GatewayResponse.unavailable());
  }

  private void unknown(HttpResponseException e, Context request) {
    RejectedRequestException refusal =
        e.getStatus() == 405
            ? RejectedRequestException.notAllowed("A webhook is a POST. Send one")
            : RejectedRequestException.notFound(
                desks.stream().anyMatch(each -> each.bot().settings().enabled())
                    ? "There is no such path: there are /e, /e/<partner> and /xtracker" + below()
                    : "There is no such path, for the gateway is switched off. The bot's operator"
                        + " sets gateway.enabled");
    send(request, refusal.answer());
  }

  private String below() {
    return desks.stream().allMatch(each -> each.bot().name().isEmpty())
        ? ""
        : ", of a named bot below /bots/<name>";
  }

  private void unexpected(Exception e, Context request) {
    log.error("the gateway failed at {}", label(request), e);
    send(request, GatewayResponse.unavailable());
  }

  private void send(Context request, GatewayResponse answer) {
    String path = label(request);
    if (!answer.again().isZero()) {
      request.header("Retry-After", String.valueOf(answer.again().toSeconds()));
    }
    request.status(answer.status()).contentType("application/json").result(answer.json());
    answered.answered(path, answer.status());
    if (!path.equals(OTHER)) {
      changes.note(path, answer);
    }
  }

  /** Returns the path if it is one of ours, so that the number of labels is limited. */
  private String label(Context request) {
    String path = request.path();
    return paths.contains(path) ? path : OTHER;
  }
}
