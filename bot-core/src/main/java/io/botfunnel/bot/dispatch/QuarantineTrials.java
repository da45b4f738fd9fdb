package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.internal.lane.Suspicion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Decides when an entry that may have ended the process runs again: how many deaths are proof, and
 * how long the entry waits. Thread-safe.
 */
public final class QuarantineTrials {
  /** This many deaths while the entry ran alone prove that it ends the process. */
  public static final int MOST_DEATHS = 3;

  /**
   * How long the process lives without the entry after its first death; doubles with each further
   * death.
   */
  private static final Duration AFTER_A_DEATH = Duration.ofSeconds(2);

  private final List<Duration> intervals;
  private final Clock clock;
  private long startedAtMs;

  /**
   * @param intervals when a quarantined entry is tried again. The first interval is how long the
   *     process must have lived before that trial; the others separate the following trials. The
   *     last one repeats
   * @param clock the lifetime of the process is measured from now
   */
  QuarantineTrials(List<Duration> intervals, Clock clock) {
    this.intervals = List.copyOf(intervals);
    this.clock = clock;
    this.startedAtMs = clock.millis();
  }

  /** Returns whether a waiting entry is to be quarantined instead of tried. */
  static boolean isProven(Suspicion suspicion) {
    return !suspicion.isQuarantined() && suspicion.deaths() >= MOST_DEATHS;
  }

  /**
   * Returns when the entry may run, epoch milliseconds. After a death the process first lives
   * without it for a while, so that other entries make progress.
   */
  synchronized long mayRunAtMs(Suspicion suspicion) {
    boolean atOnce = suspicion.isQuarantined() || suspicion.deaths() == 0;
    long waitMs = atOnce ? 0 : AFTER_A_DEATH.toMillis() << (suspicion.deaths() - 1);
    return clock.millis() - livedMs() + waitMs;
  }

  /** Returns what is known against the entry if the process dies while it runs alone now. */
  Suspicion ifItDies(Suspicion suspicion) {
    Suspicion more = suspicion.with(suspicion.deaths() + 1);
    return more.isQuarantined() ? quarantined(more) : more;
  }

  /** Returns what is known against the entry after it has run alone to its end. */
  Suspicion cleared(Suspicion suspicion) {
    return suspicion.isQuarantined()
        ? Suspicion.UNPROVEN.quarantinedUntil(clock.millis())
        : Suspicion.UNPROVEN;
  }

  /** Returns the suspicion, quarantined until its next trial. */
  Suspicion quarantined(Suspicion suspicion) {
    int trials = Math.max(0, suspicion.deaths() - MOST_DEATHS);
    Duration interval = intervals.get(Math.min(trials, intervals.size() - 1));
    return suspicion.quarantinedUntil(clock.instant().plus(interval).toEpochMilli());
  }

  /**
   * Returns whether the process has lived long enough for quarantined entries to be tried again.
   */
  synchronized boolean mayBeMade() {
    return livedMs() >= intervals.get(0).toMillis();
  }

  /**
   * Returns the latest time at which any trial is due, epoch milliseconds. Only a clock that was
   * set back leaves later ones.
   */
  long latestMs() {
    Instant latest = clock.instant().plus(intervals.stream().max(Comparator.naturalOrder()).get());
    return latest.toEpochMilli();
  }

  /** Returns how long the process has lived; the measurement restarts if the clock is set back. */
  private long livedMs() {
    long nowMs = clock.millis();
    startedAtMs = Math.min(startedAtMs, nowMs);
    return nowMs - startedAtMs;
  }
}
