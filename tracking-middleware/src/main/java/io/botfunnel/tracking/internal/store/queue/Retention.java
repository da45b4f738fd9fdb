package io.botfunnel.tracking.internal.store.queue;

import java.time.Duration;

/**
 * How long what is done is kept.
 *
 * @param entries how long a delivered entry can be looked at; 1 h to 10 years
 * @param keys how long its key is known, so that a late report of the same is still a duplicate; at
 *     least as long as {@code entries}, at most 10 years
 * @param bindings how long a uid is its user's after it was used last; 90 days to 10 years
 * @param refused how long what was refused can be sent again; 30 days to 10 years
 * @param history how long conflicts and what operators did are shown; 7 days to 10 years
 */
public record Retention(
    Duration entries, Duration keys, Duration bindings, Duration refused, Duration history) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /** A uid that is used counts as used once in a while: it must not be too old for that. */
  private static final Duration SHORTEST_OF_BINDINGS = Duration.ofDays(90);

  private static final Duration SHORTEST_OF_REFUSED = Duration.ofDays(30);
  private static final Duration SHORTEST_OF_HISTORY = Duration.ofDays(7);

  /** A deposit may come years after the click: the longest that partners pay for. */
  public static final Duration BINDINGS = Duration.ofDays(1_095);

  /** What was refused may be money: a year to mend its cause. */
  public static final Duration REFUSED = Duration.ofDays(365);

  /** Two years, for who asks about last year's books. */
  public static final Duration HISTORY = Duration.ofDays(730);

  /** A week to look back, a quarter to meet late reports. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(7), Duration.ofDays(90));

  /** For commands and for what mends or moves an outbox: a running bot alone drops what is old. */
  public static final Retention ALL_STAYS =
      new Retention(LONGEST, LONGEST, LONGEST, LONGEST, LONGEST);

  /**
   * @throws IllegalArgumentException if one is out of its range; names it, the rule and the remedy
   */
  public Retention {
    requireWithin("tracking.outbox.retention", entries, SHORTEST);
    requireWithin("tracking.outbox.dedupe-retention", keys, entries);
    requireWithin("tracking.outbox.binding-retention", bindings, SHORTEST_OF_BINDINGS);
    requireWithin("tracking.outbox.refused-retention", refused, SHORTEST_OF_REFUSED);
    requireWithin("tracking.outbox.history-retention", history, SHORTEST_OF_HISTORY);
  }

  /** The rest as long as by default. */
  public Retention(Duration entries, Duration keys) {
    this(entries, keys, BINDINGS, REFUSED, HISTORY);
  }

  /** These, and the rest otherwise. */
  public Retention with(Duration otherBindings, Duration otherRefused, Duration otherHistory) {
    return new Retention(entries, keys, otherBindings, otherRefused, otherHistory);
  }

  private static void requireWithin(String setting, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s %s: it is from %s to %s. Choose a value in between"
              .formatted(setting, value, least, LONGEST));
    }
  }
}
