package io.botfunnel.tracking.internal.store.queue;

import java.time.Duration;

/**
 * How long data is kept.
 *
 * @param entries how long a delivered entry can be viewed; 1 h to 10 years
 * @param keys how long its key is known, so that a late report is still a duplicate; from {@code
 *     entries} to 10 years
 * @param bindings how long a uid stays bound to its user after its last use; 90 days to 10 years
 * @param refused how long a refused entry can be sent again; 30 days to 10 years
 * @param history how long conflicts and operators' actions are shown; 7 days to 10 years
 */
public record Retention(
    Duration entries, Duration keys, Duration bindings, Duration refused, Duration history) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /** The last use of a uid is updated only once in a while, so shorter would drop uids in use. */
  private static final Duration SHORTEST_OF_BINDINGS = Duration.ofDays(90);

  private static final Duration SHORTEST_OF_REFUSED = Duration.ofDays(30);
  private static final Duration SHORTEST_OF_HISTORY = Duration.ofDays(7);

  /** A deposit may come years after the click; this is the longest that partners pay for. */
  public static final Duration BINDINGS = Duration.ofDays(1_095);

  /** Refused entries may be money: a year to fix the cause. */
  public static final Duration REFUSED = Duration.ofDays(365);

  /** Two years, for questions about last year's books. */
  public static final Duration HISTORY = Duration.ofDays(730);

  /** A week to look back, a quarter to recognize late reports. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(7), Duration.ofDays(90));

  /** For commands, repair and moves: only a running bot purges. */
  public static final Retention ALL_STAYS =
      new Retention(LONGEST, LONGEST, LONGEST, LONGEST, LONGEST);

  /**
   * @throws IllegalArgumentException if a duration is out of range; the message names the setting,
   *     the rule and the remedy
   */
  public Retention {
    requireWithin("tracking.outbox.retention", entries, SHORTEST);
    requireWithin("tracking.outbox.dedupe-retention", keys, entries);
    requireWithin("tracking.outbox.binding-retention", bindings, SHORTEST_OF_BINDINGS);
    requireWithin("tracking.outbox.refused-retention", refused, SHORTEST_OF_REFUSED);
    requireWithin("tracking.outbox.history-retention", history, SHORTEST_OF_HISTORY);
  }

  /** A retention with defaults for the rest. */
  public Retention(Duration entries, Duration keys) {
    this(entries, keys, BINDINGS, REFUSED, HISTORY);
  }

  /** A copy with these three durations changed. */
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
