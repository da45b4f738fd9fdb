package io.botfunnel.testkit.xtracker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.botfunnel.testkit.Answer;
import io.botfunnel.testkit.FaultPlan;
import io.botfunnel.testkit.InFlight;
import io.botfunnel.testkit.Incoming;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Handles each call: reads it, adds it to the list, fails or records it, holds it back, answers it.
 * Thread-safe.
 */
final class XtrackerHandler implements HttpHandler {
  private static final String ELSEWHERE = "/elsewhere";

  private final Ledger ledger;
  private final XtrackerContract contract;
  private final Keys keys;
  private final FaultPlan<ReceivedCall, Fault> plan;
  private final Gate gate;
  private final InFlight inFlight;
  private final AtomicLong arrivals = new AtomicLong();
  private volatile Duration retryAfter = Duration.ofSeconds(1);
  private volatile Duration slowness = Duration.ofSeconds(5);
  private volatile boolean keepBodies = true;

  XtrackerHandler(
      Ledger ledger,
      XtrackerContract contract,
      Keys keys,
      FaultPlan<ReceivedCall, Fault> plan,
      Gate gate,
      InFlight inFlight) {
    this.ledger = ledger;
    this.contract = contract;
    this.keys = keys;
    this.plan = plan;
    this.gate = gate;
    this.inFlight = inFlight;
  }

  void askBackAfter(Duration time) {
    retryAfter = time;
  }

  void slowBy(Duration time) {
    slowness = time;
  }

  void keepBodies(boolean keep) {
    keepBodies = keep;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals(ELSEWHERE)) {
      deceive(exchange);
    } else {
      send(exchange, prepared(exchange));
    }
  }

  /** Answers a followed redirect with success, and records nothing. */
  private void deceive(HttpExchange exchange) throws IOException {
    ledger.followedRedirect();
    Answer.json(200, "{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"in-0\"}")
        .sendWhole(exchange);
  }

  /**
   * Counts the call as finished before the answer is sent, because the client may call again
   * immediately after it.
   */
  private Outcome prepared(HttpExchange exchange) throws IOException {
    inFlight.enter();
    try {
      return awaited(judged(exchange));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return Outcome.dropped();
    } finally {
      inFlight.leave();
    }
  }

  private Outcome judged(HttpExchange exchange) throws IOException {
    Incoming incoming = Incoming.read(exchange);
    boolean authorized = authorized(exchange, incoming);
    ReceivedCall call = received(exchange, incoming);
    list(call, authorized);
    long round = gate.round();
    Fault fault = plan.next(call);
    if (fault != null && !fault.recorded()) {
      return new Outcome(fault.manner(), fault.answer(terms(exchange)), round);
    }
    Answer answer = authorized ? contract.answer(incoming, call.order()) : unauthorized();
    return new Outcome(fault == null ? Fault.Manner.WHOLE : fault.manner(), answer, round);
  }

  private Outcome awaited(Outcome outcome) throws InterruptedException {
    if (outcome.manner == Fault.Manner.LATE) {
      gate.linger(slowness, outcome.round);
    }
    return gate.pass() ? outcome : Outcome.dropped();
  }

  private static void send(HttpExchange exchange, Outcome outcome) throws IOException {
    switch (outcome.manner) {
      case WHOLE, LATE -> outcome.answer.sendWhole(exchange);
      case HALF -> outcome.answer.sendHalf(exchange);
      case DROP -> exchange.close();
    }
  }

  private void list(ReceivedCall call, boolean authorized) {
    if (authorized) {
      ledger.arrived(call);
    } else {
      ledger.arrivedUnauthorized();
    }
  }

  private boolean authorized(HttpExchange exchange, Incoming incoming) {
    return incoming.path().equals("/e")
        ? keys.ingestToken().equals(incoming.token())
        : keys.opens(authorization(exchange));
  }

  private ReceivedCall received(HttpExchange exchange, Incoming incoming) {
    return new ReceivedCall(
        arrivals.incrementAndGet(),
        incoming.path().intern(), // shares one string, because a million calls are kept
        incoming.method().intern(),
        keepBodies ? incoming.body() : "",
        incoming.text("uid"),
        incoming.text("eid"),
        contentType(exchange),
        keys.isOld(authorization(exchange)),
        System.nanoTime());
  }

  private FaultTerms terms(HttpExchange exchange) {
    String elsewhere = "http://localhost:" + exchange.getLocalAddress().getPort() + ELSEWHERE;
    return new FaultTerms(retryAfter, contract.clock(), elsewhere);
  }

  private static @Nullable String contentType(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? null : type.intern();
  }

  private static @Nullable String authorization(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private static Answer unauthorized() {
    return Answer.json(401, "{\"ok\":false,\"error\":\"unauthorized\"}");
  }

  /** The result of a call. */
  private record Outcome(Fault.Manner manner, Answer answer, long round) {
    static Outcome dropped() {
      return new Outcome(Fault.Manner.DROP, Answer.json(503, ""), 0);
    }
  }
}
