package io.botfunnel.testkit.xtracker;

import io.botfunnel.testkit.Answer;

/**
 * A fault of a call to XTRACKER. Each constant says what the client sees, and whether the call was
 * recorded nevertheless. If the client repeats a recorded call, the answer is a duplicate.
 */
public enum Fault {
  /** 200 with {@code {"ok":false,"status":"invalid_event"}}. Not recorded; permanent. */
  INVALID_EVENT_200(Reply.of(200, "\"status\":\"invalid_event\"")),

  /** 400 with the status {@code invalid_value}. Not recorded; permanent. */
  INVALID_VALUE_400(Reply.of(400, "\"status\":\"invalid_value\"")),

  /** 422 with the status {@code invalid_time}. Not recorded; permanent. */
  INVALID_TIME_422(Reply.of(422, "\"status\":\"invalid_time\"")),

  /** 400 without a status. Not recorded; permanent. */
  BAD_REQUEST_400(Reply.of(400, "\"error\":\"bad request\"")),

  /** 404 without a status. Not recorded; permanent. */
  NOT_FOUND_404(Reply.of(404, "\"error\":\"not found\"")),

  /** 409 without a status. Not recorded; permanent. */
  CONFLICT_409(Reply.of(409, "\"error\":\"conflict\"")),

  /** 413 without a status. Not recorded; permanent. */
  TOO_LARGE_413(Reply.of(413, "\"error\":\"too large\"")),

  /** 422 without a status. Not recorded; permanent. */
  UNPROCESSABLE_422(Reply.of(422, "\"error\":\"unprocessable\"")),

  /** 401, although the key is valid. Not recorded; the key's fault, not the event's. */
  UNAUTHORIZED_401(Reply.of(401, "\"error\":\"unauthorized\"")),

  /** 403, although the key is valid. Not recorded; the key's fault, not the event's. */
  FORBIDDEN_403(Reply.of(403, "\"error\":\"forbidden\"")),

  /** 408. Not recorded; to be retried. */
  TIMEOUT_408(Reply.of(408, "\"error\":\"timeout\"")),

  /** 425. Not recorded; to be retried. */
  TOO_EARLY_425(Reply.of(425, "\"error\":\"too early\"")),

  /**
   * 429 with {@code Retry-After} in whole seconds, see {@link XtrackerServer#retryAfter}. Not
   * recorded.
   */
  RATE_LIMITED_429(
      terms -> Reply.of(429, "\"error\":\"slow down\"").with("Retry-After", terms.seconds())),

  /**
   * 429 with {@code Retry-After} as an HTTP date, see {@link XtrackerServer#retryAfter} and {@link
   * XtrackerServer#withClock}. Not recorded.
   */
  RATE_LIMITED_429_DATE(
      terms -> Reply.of(429, "\"error\":\"slow down\"").with("Retry-After", terms.httpDate())),

  /** 429 without {@code Retry-After}. Not recorded; to be retried. */
  RATE_LIMITED_429_BARE(Reply.of(429, "\"error\":\"slow down\"")),

  /** 500. Not recorded; to be retried. */
  INTERNAL_500(Reply.of(500, "\"error\":\"internal\"")),

  /** 503. Not recorded; to be retried. */
  UNAVAILABLE_503(Reply.of(503, "\"error\":\"unavailable\"")),

  /** 502 with a proxy's HTML page. Not recorded; to be retried. */
  BAD_GATEWAY_502_HTML(Answer.html(502, Reply.page("502 Bad Gateway"))),

  /**
   * 302 to another loopback address. Not recorded. Following it would leak the bearer and is
   * counted in {@link Ledger#redirectsFollowed}.
   */
  REDIRECT_302(
      terms -> Answer.html(302, Reply.page("302 Found")).with("Location", terms.elsewhere())),

  /** 200 with the HTML page of a captive portal. Not recorded; to be retried. */
  CAPTIVE_PORTAL_200(Answer.html(200, Reply.page("Welcome! Accept the terms to go online"))),

  /** 200 without a body. Not recorded; to be retried. */
  EMPTY_200(Answer.json(200, "")),

  /** The connection closes without an answer. Not recorded. */
  RESET_BEFORE_RECORDING(Manner.DROP, false),

  /** The connection closes without an answer. Recorded. */
  RESET_AFTER_RECORDING(Manner.DROP, true),

  /** 200, then the connection closes after half of the promised body. Recorded. */
  HALF_BODY_AFTER_RECORDING(Manner.HALF, true),

  /**
   * The right answer, sent only after {@link XtrackerServer#slowBy} or at {@link
   * XtrackerServer#heal}. Recorded on arrival, so a client that gave up and repeats the call gets a
   * duplicate.
   */
  SLOW_ANSWER(Manner.LATE, true);

  private final Manner manner;
  private final boolean recorded;

  @SuppressWarnings("ImmutableEnumChecker") // a reply depends on its argument alone
  private final Reply reply;

  Fault(Answer answer) {
    this(terms -> answer);
  }

  Fault(Reply reply) {
    this(Manner.WHOLE, false, reply);
  }

  Fault(Manner manner, boolean recorded) {
    this(manner, recorded, terms -> Answer.json(200, ""));
  }

  Fault(Manner manner, boolean recorded, Reply reply) {
    this.manner = manner;
    this.recorded = recorded;
    this.reply = reply;
  }

  /** Whether XTRACKER records a call with this fault nevertheless. */
  public boolean recorded() {
    return recorded;
  }

  Manner manner() {
    return manner;
  }

  /** Returns the answer in place of the right one; unused if the call is recorded. */
  Answer answer(FaultTerms terms) {
    return reply.under(terms);
  }

  /** How an answer is sent. */
  enum Manner {
    WHOLE,
    HALF,
    LATE,
    DROP
  }

  private interface Reply {
    Answer under(FaultTerms terms);

    static Answer of(int status, String detail) {
      return Answer.json(status, "{\"ok\":false," + detail + "}");
    }

    static String page(String title) {
      return "<!doctype html><html><head><title>" + title + "</title></head></html>";
    }
  }
}
