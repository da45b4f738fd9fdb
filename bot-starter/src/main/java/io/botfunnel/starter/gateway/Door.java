package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.starter.web.SafeHeaders;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: from where it comes, how often, what it says, and its answer, which is
 * never a stack trace, a secret or a 500. Safe for use from any thread.
 */
final class Door {
  /** XTRACKER sends the whole click along. */
  private static final int MOST_WEBHOOK_BYTES = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final String OTHER = "other";
  private static final String WEBHOOK = "/xtracker";
  private static final String HEALTH = "/health";
  private static final Set<String> PATHS = Set.of(WEBHOOK, HEALTH, Pushes.PATH);

  private final GatewaySettings settings;
  private final Map<String, Partner> partners;
  private final Callers callers;
  private final Rates rates;
  private final Postbacks postbacks;
  private final Webhooks webhooks;
  private final Pushes pushes;
  private final Tracking tracking;
  private final Changes changes;
  private final Gateway.Answered answered;

  Door(
      GatewaySettings settings,
      Optional<TelegramPushes> pushes,
      Tracking tracking,
      Gateway.Answered answered,
      Clock clock) {
    this.settings = settings;
    this.partners =
        Stream.concat(Stream.of(Partner.DIRECT), settings.partners().stream())
            .collect(Collectors.toUnmodifiableMap(Partner::path, Function.identity()));
    this.callers = new Callers(settings.trustedProxies());
    this.rates = new Rates(settings.rate(), clock);
    this.postbacks = new Postbacks(settings, tracking, clock);
    this.webhooks = new Webhooks(settings.webhookSecret().map(Secret::new), tracking);
    this.pushes = new Pushes(pushes);
    this.tracking = tracking;
    this.changes = new Changes(clock);
    this.answered = answered;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::admit);
    if (settings.enabled()) {
      for (String path : new String[] {"/e", "/e/{partner}"}) {
        routes.get(path, this::postback).post(path, this::postback);
      }
      routes.post(WEBHOOK, this::webhook);
    }
    routes.post(Pushes.PATH, this::push).get(HEALTH, this::health);
    routes.exception(Refusal.class, (e, request) -> send(request, e.answer()));
    routes.exception(HttpResponseException.class, Door.this::unknown);
    routes.exception(
        OutboxUnavailableException.class, (e, request) -> send(request, Answer.unavailable()));
    routes.exception(Exception.class, this::unexpected);
  }

  /** Lets in who may call, and not too often. */
  private void admit(Context request) {
    SafeHeaders.ALL.forEach(request::header);
    if (request.path().equals(Pushes.PATH)) {
      return; // Telegram sends what there is from few addresses; others are stopped below
    }
    IPAddress caller = caller(request);
    if (!request.path().equals(HEALTH)) {
      requireAllowed(settings.allow(), caller);
    }
    requireRate(caller);
    requireMethod(request);
  }

  private void requireRate(IPAddress caller) {
    if (!rates.take(caller)) {
      throw Refusal.tooMany(
          "Too many requests come from this address. Send them more slowly, and this one again");
    }
  }

  private IPAddress caller(Context request) {
    return callers
        .caller(
            request.req().getRemoteAddr(),
            Collections.list(request.req().getHeaders("X-Forwarded-For")))
        .orElseThrow(() -> Refusal.forbidden("The connection has no address that can be read"));
  }

  private static void requireAllowed(AddressRanges allow, IPAddress caller) {
    if (!allow.isEmpty() && !allow.contain(caller)) {
      throw Refusal.forbidden(
          "This address may not call. The bot's operator adds it to gateway.allow, or to that of"
              + " the partner");
    }
  }

  /** A HEAD would be taken for a GET, and a preview of a link for an event. */
  private static void requireMethod(Context request) {
    HandlerType method = request.method();
    if (!method.equals(HandlerType.GET) && !method.equals(HandlerType.POST)) {
      throw Refusal.notAllowed("A postback is a GET or a POST. Send one of them");
    }
  }

  private void postback(Context request) {
    Partner partner =
        Optional.ofNullable(partners.get(request.path()))
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "No such partner is set up. The bot's operator names him in"
                            + " gateway.partners"));
    requireAllowed(partner.allow(), caller(request));
    send(request, postbacks.take(partner, Parameters.of(request)));
  }

  private void webhook(Context request) {
    webhooks.requireSecret(request.header(Webhooks.SECRET_HEADER));
    send(request, webhooks.take(Body.read(request, MOST_WEBHOOK_BYTES)));
  }

  /** Whoever does not know the secret may try it as often as anybody may call. */
  private void push(Context request) {
    try {
      pushes.requireSecret(request.header(Pushes.SECRET_HEADER));
    } catch (Refusal refusal) {
      requireRate(caller(request));
      throw refusal;
    }
    send(request, pushes.take(Body.read(request, Pushes.MOST_BODY_BYTES)));
  }

  /** For a load balancer: whether what comes here can be kept. */
  private void health(Context request) {
    tracking.requireOutbox();
    send(request, Answer.ready());
  }

  private void unknown(HttpResponseException e, Context request) {
    Refusal refusal =
        e.getStatus() == 405
            ? Refusal.notAllowed("A webhook is a POST. Send one")
            : Refusal.notFound(
                settings.enabled()
                    ? "There is no such path: there are /e, /e/<partner> and /xtracker"
                    : "There is no such path, for the gateway is switched off. The bot's operator"
                        + " sets gateway.enabled");
    send(request, refusal.answer());
  }

  private void unexpected(Exception e, Context request) {
    log.error("the gateway failed at {}", label(request), e);
    send(request, Answer.unavailable());
  }

  private void send(Context request, Answer answer) {
    String path = label(request);
    if (answer.retryAfter() > 0) {
      request.header("Retry-After", String.valueOf(answer.retryAfter()));
    }
    request.status(answer.status()).contentType("application/json").result(answer.json());
    answered.answered(path, answer.status());
    if (!path.equals(OTHER)) {
      changes.note(path, answer);
    }
  }

  /** The path, where it is one of ours: there are only so many. */
  private String label(Context request) {
    String path = request.path();
    return partners.containsKey(path) || PATHS.contains(path) ? path : OTHER;
  }
}
