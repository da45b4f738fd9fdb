package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.lane.Suspicion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When an entry that may have ended the process runs again: how much is proof, and how long it
 * waits. Thread-safe.
 */
public final class Trials {
  /** So many deaths while it ran alone are proof that it ends the process. */
  public static final int MOST_DEATHS = 3;

  /** After a death the process lives so long without it, and twice as long after the next one. */
  private static final Duration AFTER_A_DEATH = Duration.ofSeconds(2);

  private final List<Duration> intervals;
  private final Clock clock;
  private long startedAtMs;

  /**
   * @param intervals how long the process must have lived before a quarantined entry is tried
   *     again, and how long after the first such trial the next ones follow; the last one repeats
   * @param clock the process begins to live now
   */
  Trials(List<Duration> intervals, Clock clock) {
    this.intervals = List.copyOf(intervals);
    this.clock = clock;
    this.startedAtMs = clock.millis();
  }

  /** Whether one that waits is to be quarantined instead of tried. */
  static boolean isProven(Suspicion suspicion) {
    return !suspicion.isQuarantined() && suspicion.deaths() >= MOST_DEATHS;
  }

  /** When it may run, epoch milliseconds: others first get some time in which the process lives. */
  synchronized long mayRunAtMs(Suspicion suspicion) {
    boolean atOnce = suspicion.isQuarantined() || suspicion.deaths() == 0;
    long waitMs = atOnce ? 0 : AFTER_A_DEATH.toMillis() << (suspicion.deaths() - 1);
    return clock.millis() - livedMs() + waitMs;
  }

  /** What is known against it should the process die while it runs alone now. */
  Suspicion ifItDies(Suspicion suspicion) {
    Suspicion more = suspicion.with(suspicion.deaths() + 1);
    return more.isQuarantined() ? quarantined(more) : more;
  }

  /** What is known against it now that it has run alone to its end. */
  Suspicion cleared(Suspicion suspicion) {
    return suspicion.isQuarantined()
        ? Suspicion.UNPROVEN.quarantinedUntil(clock.millis())
        : Suspicion.UNPROVEN;
  }

  /** The suspicion, quarantined until its next trial. */
  Suspicion quarantined(Suspicion suspicion) {
    int trials = Math.max(0, suspicion.deaths() - MOST_DEATHS);
    Duration interval = intervals.get(Math.min(trials, intervals.size() - 1));
    return suspicion.quarantinedUntil(clock.instant().plus(interval).toEpochMilli());
  }

  /** Whether the process has lived long enough for quarantined entries to be tried again. */
  synchronized boolean mayBeMade() {
    return livedMs() >= intervals.get(0).toMillis();
  }

  /** No trial is due later than this, epoch milliseconds, unless a clock was set back. */
  long latestMs() {
    Instant latest = clock.instant().plus(intervals.stream().max(Comparator.naturalOrder()).get());
    return latest.toEpochMilli();
  }

  /** A clock that is set back begins anew. */
  private long livedMs() {
    long nowMs = clock.millis();
    startedAtMs = Math.min(startedAtMs, nowMs);
    return nowMs - startedAtMs;
  }
}
