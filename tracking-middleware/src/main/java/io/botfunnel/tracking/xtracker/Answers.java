package io.botfunnel.tracking.xtracker;

import io.botfunnel.tracking.delivery.Answer;
import io.botfunnel.tracking.delivery.Answer.Verdict;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.xtracker.http.Excerpt;
import io.botfunnel.tracking.xtracker.http.HttpAnswer;
import io.botfunnel.tracking.xtracker.http.RetryAfter;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What XTRACKER answers, and what follows: the table of the design, row by row. In doubt an entry
 * is sent again, since the tracker recognises a repeated eid and nobody recognises a lost one.
 *
 * <p>Thread-safe. It reads the clock for a {@code Retry-After} that is a date and nothing else.
 */
final class Answers {
  /** The detail of a bind whose uid is no click of this space: delivered, and worth showing. */
  static final String UNMATCHED = Bind.UNMATCHED;

  private static final String NOTHING_RECORDED = "; nothing was recorded";

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads an answer to a bind or an event.
   *
   * @param excerpt what a detail shows of the body
   */
  Answer read(Call call, HttpAnswer http, Excerpt excerpt) {
    Reply reply = Reply.of(http.body());
    if (isInvalid(http, reply)) {
      return invalid(http, reply, excerpt);
    }
    if (isDuplicate(call, http, reply)) {
      return Answer.of(Verdict.DUPLICATE);
    }
    return http.succeeded() ? success(call, http, reply, excerpt) : failure(http, excerpt);
  }

  /**
   * The body decides before the HTTP code, which the guides leave open. Only a 401 or 403 that
   * names none of the event's fields is about the key ({@code invalid_token}): to refuse every
   * entry for it would be an outage that costs something.
   */
  private static boolean isInvalid(HttpAnswer http, Reply reply) {
    return reply.invalid() && (reply.namesField() || !http.unauthorized());
  }

  /** A 409 is the other code that a server may give to what it has had before. */
  private static boolean isDuplicate(Call call, HttpAnswer http, Reply reply) {
    return call == Call.EVENTS && reply.duplicate() && (http.succeeded() || http.status() == 409);
  }

  private static Answer invalid(HttpAnswer http, Reply reply, Excerpt excerpt) {
    String status = excerpt.of(String.valueOf(reply.status()));
    return Answer.of(Verdict.REFUSED, "%s (HTTP %d)".formatted(status, http.status()));
  }

  private Answer success(Call call, HttpAnswer http, Reply reply, Excerpt excerpt) {
    if (call == Call.EVENTS && reply.ok() && reply.queued()) {
      return Answer.of(Verdict.DELIVERED);
    }
    if (call == Call.BIND && reply.ok() && reply.matched() != null) {
      return bound(reply.matched());
    }
    return later(http, unrecorded(http, reply, excerpt));
  }

  private static Answer bound(boolean matched) {
    return matched ? Answer.of(Verdict.DELIVERED) : Answer.of(Verdict.DELIVERED, UNMATCHED);
  }

  private static String unrecorded(HttpAnswer http, Reply reply, Excerpt excerpt) {
    if (http.body().isBlank()) {
      return http.shown(excerpt) + NOTHING_RECORDED;
    }
    if (reply.ok() || reply.denied()) {
      return http.shown(excerpt) + "; this status is not known, so nothing counts as recorded";
    }
    return http.shown(excerpt) + "; not XTRACKER's (a captive portal?)" + NOTHING_RECORDED;
  }

  /**
   * XTRACKER's own rule for its webhooks: 408, 429 and 5xx are retried, other statuses are
   * permanent. So a 405 or 407, which smell of a proxy, are refused too: they are shown, and can be
   * sent again.
   */
  private Answer failure(HttpAnswer http, Excerpt excerpt) {
    if (http.unauthorized()) {
      return Answer.of(Verdict.UNAUTHORIZED, http.shown(excerpt));
    }
    if (http.redirects()) {
      return later(http, redirect(http, excerpt));
    }
    String shown = http.shown(excerpt);
    if (http.turnsAway()) {
      return tryAgain(Verdict.OVERLOADED, http, shown);
    }
    boolean permanent = http.status() / 100 == 4 && !http.asksToRetry();
    return permanent ? Answer.of(Verdict.REFUSED, shown) : later(http, shown);
  }

  private static String redirect(HttpAnswer http, Excerpt excerpt) {
    String target = excerpt.of(target(http.location()));
    return "HTTP %d: redirect to %s not followed".formatted(http.status(), target)
        + NOTHING_RECORDED;
  }

  /** Scheme and host alone: a captive portal packs the whole request into its query. */
  private static String target(@Nullable String location) {
    try {
      URI uri = URI.create(location == null ? "" : location);
      return uri.getHost() == null ? "elsewhere" : uri.getScheme() + "://" + uri.getHost();
    } catch (IllegalArgumentException notUri) {
      return "elsewhere";
    }
  }

  private Answer later(HttpAnswer http, String detail) {
    return tryAgain(Verdict.LATER, http, detail);
  }

  private Answer tryAgain(Verdict verdict, HttpAnswer http, String detail) {
    return new Answer(verdict, detail, RetryAfter.of(http.retryAfter(), clock.instant()));
  }
}
