package io.botfunnel.starter.gateway;

import inet.ipaddr.IPAddress;
import io.botfunnel.starter.web.Patience;
import io.botfunnel.starter.web.SafeHeaders;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final String HEALTH = "/health";

  private final GatewaySettings settings;
  private final List<Desk> desks;
  private final Set<String> pushPaths;
  private final Set<String> paths;
  private final Callers callers;
  private final Rates rates;
  private final Tracking tracking;
  private final Changes changes;
  private final Gateway.Answered answered;
  private final Patience patience;

  Door(List<GatewayBot> bots, Gateway.Answered answered, Patience patience, Clock clock) {
    this.settings = bots.get(0).settings();
    this.tracking = bots.get(0).tracking();
    this.desks = bots.stream().map(bot -> new Desk(bot, clock)).toList();
    this.pushPaths = desks.stream().map(Desk::pushPath).collect(Collectors.toUnmodifiableSet());
    this.paths = paths(desks);
    this.callers = new Callers(settings.trustedProxies());
    this.rates = new Rates(settings.rate(), clock);
    this.changes = new Changes(clock);
    this.answered = answered;
    this.patience = patience;
  }

  private static Set<String> paths(List<Desk> desks) {
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
    routes.before(this::admit);
    desks.forEach(desk -> addTo(routes, desk));
    routes.get(HEALTH, this::health);
    routes.exception(Refusal.class, (e, request) -> send(request, e.answer()));
    routes.exception(HttpResponseException.class, Door.this::unknown);
    routes.exception(
        OutboxUnavailableException.class, (e, request) -> send(request, Answer.unavailable()));
    routes.exception(Exception.class, this::unexpected);
  }

  private void addTo(RoutesConfig routes, Desk desk) {
    GatewayBot bot = desk.bot();
    if (bot.settings().enabled()) {
      Handler postback = request -> postback(desk, request);
      for (String path : List.of(bot.path("/e"), bot.path("/e/{partner}"))) {
        routes.get(path, postback).post(path, postback);
      }
      routes.post(desk.webhookPath(), request -> webhook(desk.webhooks(), request));
    }
    routes.post(desk.pushPath(), request -> push(desk.pushes(), request));
  }

  /** Lets in who may call, and not too often. */
  private void admit(Context request) {
    SafeHeaders.ALL.forEach(request::header);
    if (pushPaths.contains(request.path())) {
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

  private void postback(Desk desk, Context request) {
    Partner partner =
        Optional.ofNullable(desk.partners().get(request.path()))
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "No such partner is set up. The bot's operator names him in"
                            + " gateway.partners"));
    requireAllowed(partner.allow(), caller(request));
    send(request, desk.postbacks().take(partner, Parameters.of(request)));
  }

  private void webhook(Webhooks webhooks, Context request) {
    webhooks.requireSecret(request.header(Webhooks.SECRET_HEADER));
    send(request, webhooks.take(Body.read(request, MOST_WEBHOOK_BYTES)));
  }

  /** Whoever does not know the secret may try it as often as anybody may call. */
  private void push(Pushes pushes, Context request) {
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
    patience.ask(
        () -> {
          tracking.requireOutbox();
          return true;
        });
    send(request, Answer.ready());
  }

  private void unknown(HttpResponseException e, Context request) {
    Refusal refusal =
        e.getStatus() == 405
            ? Refusal.notAllowed("A webhook is a POST. Send one")
            : Refusal.notFound(
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
    return paths.contains(path) ? path : OTHER;
  }
}
