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
  static final int MOST_BODY_BYTES = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final String OTHER = "other";
  private static final String WEBHOOK = "/xtracker";

  private final GatewaySettings settings;
  private final Map<String, Partner> partners;
  private final Callers callers;
  private final Rates rates;
  private final Postbacks postbacks;
  private final Webhooks webhooks;
  private final Changes changes;
  private final Gateway.Answered answered;

  Door(GatewaySettings settings, Tracking tracking, Gateway.Answered answered, Clock clock) {
    this.settings = settings;
    this.partners =
        Stream.concat(Stream.of(Partner.DIRECT), settings.partners().stream())
            .collect(Collectors.toUnmodifiableMap(Partner::path, Function.identity()));
    this.callers = new Callers(settings.trustedProxies());
    this.rates = new Rates(settings.rate(), clock);
    this.postbacks = new Postbacks(settings, tracking, clock);
    this.webhooks = new Webhooks(settings.webhookSecret().map(Secret::new), tracking);
    this.changes = new Changes(clock);
    this.answered = answered;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::admit);
    for (String path : new String[] {"/e", "/e/{partner}"}) {
      routes.get(path, this::postback).post(path, this::postback);
    }
    routes.post(WEBHOOK, this::webhook);
    routes.exception(Refusal.class, (e, request) -> send(request, e.answer()));
    routes.exception(HttpResponseException.class, Door.this::unknown);
    routes.exception(
        OutboxUnavailableException.class, (e, request) -> send(request, Answer.unavailable()));
    routes.exception(Exception.class, this::unexpected);
  }

  /** Lets in who may call, and not too often. */
  private void admit(Context request) {
    SafeHeaders.ALL.forEach(request::header);
    IPAddress caller = caller(request);
    requireAllowed(settings.allow(), caller);
    if (!rates.take(caller)) {
      throw Refusal.tooMany(
          "Too many requests come from this address. Send them more slowly, and this one again");
    }
    requireMethod(request);
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
    send(request, webhooks.take(Body.read(request, MOST_BODY_BYTES)));
  }

  private void unknown(HttpResponseException e, Context request) {
    Refusal refusal =
        e.getStatus() == 405
            ? Refusal.notAllowed("A webhook is a POST. Send one")
            : Refusal.notFound("There is no such path: there are /e, /e/<partner> and /xtracker");
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
    return partners.containsKey(path) || path.equals(WEBHOOK) ? path : OTHER;
  }
}
