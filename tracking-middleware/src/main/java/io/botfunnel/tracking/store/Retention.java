package io.botfunnel.tracking.store;

import java.time.Duration;

/**
 * How long what is done is kept.
 *
 * @param entries how long a delivered entry can be looked at; 1 h to 10 years
 * @param keys how long its key is known, so that a late report of the same is still a duplicate; at
 *     least as long as {@code entries}, at most 10 years
 */
public record Retention(Duration entries, Duration keys) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /** A week to look back, a quarter to meet late reports. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(7), Duration.ofDays(90));

  /**
   * @throws IllegalArgumentException if one is out of its range; names it, the rule and the remedy
   */
  public Retention {
    requireWithin("tracking.outbox.retention", entries, SHORTEST);
    requireWithin("tracking.outbox.dedupe-retention", keys, entries);
  }

  private static void requireWithin(String setting, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s %s: it is from %s to %s. Choose a value in between"
              .formatted(setting, value, least, LONGEST));
    }
  }
}
