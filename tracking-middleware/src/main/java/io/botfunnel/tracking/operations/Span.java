package io.botfunnel.tracking.operations;

import java.time.Duration;
import java.util.Locale;

/** The resolution of the funnel's counts, and how long counts of that resolution are kept. */
public enum Span {
  /** Kept for 3 hours: for the last hour and the one before. */
  MINUTE(Duration.ofMinutes(1), Duration.ofHours(3)),
  /** Kept for 15 days: for days and weeks. */
  HOUR(Duration.ofHours(1), Duration.ofDays(15)),
  /** A day in UTC, kept for 62 days: for months. */
  DAY(Duration.ofDays(1), Duration.ofDays(62));

  private final Duration length;
  private final Duration kept;

  Span(Duration length, Duration kept) {
    this.length = length;
    this.kept = kept;
  }

  /** How long one count covers. */
  public Duration length() {
    return length;
  }

  /** How long a count is kept. */
  public Duration kept() {
    return kept;
  }

  /**
   * When the span that contains a time begins.
   *
   * @param atMs epoch milliseconds
   * @return epoch milliseconds
   */
  public long beginOf(long atMs) {
    return atMs - Math.floorMod(atMs, length.toMillis());
  }

  /** The word in tables, such as {@code minute}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
