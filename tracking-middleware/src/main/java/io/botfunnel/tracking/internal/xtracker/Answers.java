package io.botfunnel.tracking.internal.xtracker;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.xtracker.http.Excerpt;
import io.botfunnel.tracking.internal.xtracker.http.HttpAnswer;
import io.botfunnel.tracking.internal.xtracker.http.RetryAfter;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Maps XTRACKER's HTTP answers to verdicts, following the table of the design row by row. When in
 * doubt, an entry is sent again: the tracker recognises a repeated eid, but a lost event stays
 * lost.
 *
 * <p>Thread-safe. It reads the clock only when {@code Retry-After} is a date.
 */
final class Answers {
  /**
   * The detail of a bind whose uid belongs to no click of this space: delivered, but worth showing.
   */
  static final String UNMATCHED = Bind.UNMATCHED;

  private static final String NOTHING_RECORDED = "; nothing was recorded";

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads the answer to a bind or an event.
   *
   * @param excerpt shortens and masks what a detail quotes of the body
   */
  AttemptResult read(Call call, HttpAnswer http, Excerpt excerpt) {
    Reply reply = Reply.of(http.body());
    if (isInvalid(http, reply)) {
      return invalid(http, reply, excerpt);
    }
    if (isDuplicate(call, http, reply)) {
      return AttemptResult.of(AttemptOutcome.DUPLICATE);
    }
    return http.succeeded() ? success(call, http, reply, excerpt) : failure(http, excerpt);
  }

  /**
   * Decides whether the body reports an invalid event. The body takes precedence over the HTTP
   * status, which the guides leave open. Only a 401 or 403 that names none of the event's fields is
   * about the key ({@code invalid_token}): refusing every entry because of it would be a costly
   * outage.
   */
  private static boolean isInvalid(HttpAnswer http, Reply reply) {
    return reply.invalid() && (reply.namesField() || !http.unauthorized());
  }

  /** A server may also answer 409 to an event that it already has. */
  private static boolean isDuplicate(Call call, HttpAnswer http, Reply reply) {
    return call == Call.EVENTS && reply.duplicate() && (http.succeeded() || http.status() == 409);
  }

  private static AttemptResult invalid(HttpAnswer http, Reply reply, Excerpt excerpt) {
    String status = excerpt.of(String.valueOf(reply.status()));
    return AttemptResult.of(
        AttemptOutcome.REFUSED, "%s (HTTP %d)".formatted(status, http.status()));
  }

  private AttemptResult success(Call call, HttpAnswer http, Reply reply, Excerpt excerpt) {
    if (call == Call.EVENTS && reply.ok() && reply.queued()) {
      return AttemptResult.of(AttemptOutcome.DELIVERED);
    }
    if (call == Call.BIND && reply.ok() && reply.matched() != null) {
      return bound(reply.matched());
    }
    return later(http, unrecorded(http, reply, excerpt));
  }

  private static AttemptResult bound(boolean matched) {
    return matched
        ? AttemptResult.of(AttemptOutcome.DELIVERED)
        : AttemptResult.of(AttemptOutcome.DELIVERED, UNMATCHED);
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
   * Reads an error status by XTRACKER's own rule for its webhooks: 408, 429 and 5xx are retried,
   * other statuses are permanent. A 405 or 407, although likely a proxy's, is therefore refused
   * too: refused entries are listed and can be sent again.
   */
  private AttemptResult failure(HttpAnswer http, Excerpt excerpt) {
    if (http.unauthorized()) {
      return AttemptResult.of(AttemptOutcome.UNAUTHORIZED, http.shown(excerpt));
    }
    if (http.redirects()) {
      return later(http, redirect(http, excerpt));
    }
    String shown = http.shown(excerpt);
    if (http.turnsAway()) {
      return tryAgain(AttemptOutcome.OVERLOADED, http, shown);
    }
    boolean permanent = http.status() / 100 == 4 && !http.asksToRetry();
    return permanent ? AttemptResult.of(AttemptOutcome.REFUSED, shown) : later(http, shown);
  }

  private static String redirect(HttpAnswer http, Excerpt excerpt) {
    String target = excerpt.of(target(http.location()));
    return "HTTP %d: redirect to %s not followed".formatted(http.status(), target)
        + NOTHING_RECORDED;
  }

  /** Returns scheme and host only: a captive portal puts the whole request into its query. */
  private static String target(@Nullable String location) {
    try {
      URI uri = URI.create(location == null ? "" : location);
      return uri.getHost() == null ? "elsewhere" : uri.getScheme() + "://" + uri.getHost();
    } catch (IllegalArgumentException notUri) {
      return "elsewhere";
    }
  }

  private AttemptResult later(HttpAnswer http, String detail) {
    return tryAgain(AttemptOutcome.LATER, http, detail);
  }

  private AttemptResult tryAgain(AttemptOutcome verdict, HttpAnswer http, String detail) {
    return new AttemptResult(verdict, detail, RetryAfter.of(http.retryAfter(), clock.instant()));
  }
}
