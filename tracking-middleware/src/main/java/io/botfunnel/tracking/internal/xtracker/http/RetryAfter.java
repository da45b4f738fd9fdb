package io.botfunnel.tracking.internal.xtracker.http;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header of RFC 9110: seconds, or an HTTP date. */
public final class RetryAfter {
  /** A longer wait is a mistake, and would look like a lost outbox. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

  private RetryAfter() {}

  /**
   * Returns how long to wait from now, at most a day; null if the header is absent, in the past or
   * malformed.
   */
  public static @Nullable Duration of(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    return SECONDS.matcher(value).matches() ? seconds(value) : until(value, now);
  }

  private static Duration seconds(String digits) {
    return bounded(Duration.ofSeconds(Long.parseLong(digits)));
  }

  private static @Nullable Duration until(String date, Instant now) {
    Instant then = DateUtils.parseStandardDate(date);
    return then == null || then.isBefore(now) ? null : bounded(Duration.between(now, then));
  }

  private static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
