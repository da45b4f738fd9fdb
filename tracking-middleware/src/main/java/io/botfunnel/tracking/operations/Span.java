package io.botfunnel.tracking.operations;

import java.time.Duration;
import java.util.Locale;

/** How finely the funnel is counted, and how long such counts are kept. */
public enum Span {
  /** For the last hour and the one before. */
  MINUTE(Duration.ofMinutes(1), Duration.ofHours(3)),
  /** For days and weeks. */
  HOUR(Duration.ofHours(1), Duration.ofDays(15)),
  /** For months; days of UTC. */
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

  /** The begin of the span in which a time lies; both epoch milliseconds. */
  public long beginOf(long atMs) {
    return atMs - Math.floorMod(atMs, length.toMillis());
  }

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
