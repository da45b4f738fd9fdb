package io.botfunnel.testkit.xtracker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The details of a fault that a test may set.
 *
 * @param retryAfter the value of {@code Retry-After}, rounded up to whole seconds
 * @param clock the clock for HTTP dates
 * @param elsewhere the target of a redirect
 */
record FaultTerms(Duration retryAfter, Clock clock, String elsewhere) {
  /** Writes the day with two digits, which Java's RFC_1123_DATE_TIME does not. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  String seconds() {
    return String.valueOf(wholeSeconds(retryAfter));
  }

  /** Rounds up, because HTTP dates have no fractions and no client should return too early. */
  String httpDate() {
    Instant due = clock.instant().plus(retryAfter);
    long second = due.getEpochSecond() + (due.getNano() > 0 ? 1 : 0);
    return HTTP_DATE.format(Instant.ofEpochSecond(second));
  }

  private static long wholeSeconds(Duration time) {
    return time.getSeconds() + (time.getNano() > 0 ? 1 : 0);
  }
}
