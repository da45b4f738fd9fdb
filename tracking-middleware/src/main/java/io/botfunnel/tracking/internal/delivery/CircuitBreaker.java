package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.delivery.EndpointHealth.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for the tracker. While it is open, which is called a pause, only half-open
 * probes go out: one entry at a time, at growing intervals. The first answered probe ends the pause
 * at once. The in-flight limit is then what it was before: the full limit after an outage, or what
 * the tracker accepted before it rejected everything. Safe for use from any thread.
 */
final class CircuitBreaker {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

  /** One probe a minute harms nobody, and the end of an outage is noticed within a minute. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  /** A wrong key is not corrected within seconds, and a changed key is probed at once anyway. */
  private static final int UNAUTHORIZED_HEAD_START = 4;

  /** How soon a changed key is noticed. A check calls the bearer's supplier and sends nothing. */
  private static final long KEY_LOOK_MS = 2_000;

  private final String tracker;
  private final Clock clock;
  private final Backoff intervals;
  private final Consumer<Status> onStatus;
  private Status status = Status.RUNNING;
  private Instant since;
  private @Nullable String reason;
  private @Nullable Instant lastSuccess;
  private int failedProbes;
  private long nextProbeMs;
  private long intervalMs;
  private long secretVersion;
  private boolean probeGranted;

  /**
   * @param tracker the tracker's name in the log
   * @param onStatus receives each new status, under the lock; must return at once and not throw
   */
  CircuitBreaker(String tracker, Clock clock, Backoff intervals, Consumer<Status> onStatus) {
    this.tracker = tracker;
    this.clock = clock;
    this.intervals = intervals;
    this.onStatus = onStatus;
    this.since = clock.instant();
  }

  /** Whether a claimed entry may be sent. */
  enum Leave {
    FREELY,
    AS_PROBE,
    NOT_NOW
  }

  static Duration longestInterval(Duration maxBackoff) {
    return maxBackoff.compareTo(LONGEST_INTERVAL) < 0 ? maxBackoff : LONGEST_INTERVAL;
  }

  /**
   * How many more entries may be sent beside those in flight. During a pause, at most one: the
   * probe.
   */
  synchronized int capacity(int inFlight, int most, long currentSecret) {
    if (status == Status.RUNNING) {
      return most - inFlight;
    }
    boolean newKey = status == Status.UNAUTHORIZED && currentSecret != secretVersion;
    probeGranted = inFlight == 0 && (newKey || probeIsDue());
    return probeGranted ? 1 : 0;
  }

  /** Decides for each claimed entry, because the pause may have begun after it was claimed. */
  synchronized Leave leave() {
    if (status == Status.RUNNING) {
      return Leave.FREELY;
    }
    Leave leave = probeGranted ? Leave.AS_PROBE : Leave.NOT_NOW;
    probeGranted = false;
    return leave;
  }

  /** When the next probe may go out, epoch milliseconds; empty if there is no pause. */
  synchronized OptionalLong nextProbeAtMs() {
    return status == Status.RUNNING ? OptionalLong.empty() : OptionalLong.of(nextProbeMs);
  }

  /**
   * When to check again, epoch milliseconds: for the probe, or sooner for a key that may have
   * changed.
   */
  synchronized OptionalLong nextLookAtMs() {
    if (status != Status.UNAUTHORIZED) {
      return nextProbeAtMs();
    }
    return OptionalLong.of(Math.min(nextProbeMs, clock.millis() + KEY_LOOK_MS));
  }

  synchronized boolean running() {
    return status == Status.RUNNING;
  }

  /** Records that the tracker accepted an entry. */
  synchronized void succeeded() {
    lastSuccess = clock.instant();
    answered();
  }

  /** Records that the tracker works, whether it accepted or refused the entry. Ends a pause. */
  synchronized void answered() {
    if (status != Status.RUNNING) {
      log.info("{} answers again; delivery resumes after a pause since {}", tracker, since);
      enter(Status.RUNNING, null);
      failedProbes = 0;
    }
  }

  /** Records that the endpoint failed: begins a pause, or lengthens the current one. */
  synchronized void failed(String why, @Nullable Duration retryAfter) {
    if (status == Status.RUNNING) {
      log.warn("{} fails ({}); delivery pauses and nothing is lost", tracker, why);
    }
    if (status != Status.PAUSED) {
      enter(Status.PAUSED, why);
    }
    reason = why;
    scheduleProbe(retryAfter);
  }

  /**
   * Records that the endpoint does not accept the key.
   *
   * @param refusedSecret the version of the key that was sent
   * @param probe whether a probe got this answer: answers to earlier requests do not lengthen the
   *     pause
   */
  synchronized void unauthorized(String why, long refusedSecret, boolean probe) {
    boolean news = status != Status.UNAUTHORIZED;
    secretVersion = Math.max(secretVersion, refusedSecret);
    if (news) {
      log.error(
          "{} does not accept our key ({}); delivery pauses until xtracker.bearer is right",
          tracker,
          why);
      enter(Status.UNAUTHORIZED, why);
      failedProbes = UNAUTHORIZED_HEAD_START;
    }
    if (news || probe) {
      scheduleProbe(null);
    }
  }

  synchronized EndpointHealth health() {
    Instant nextProbe = status == Status.RUNNING ? null : Instant.ofEpochMilli(nextProbeMs);
    return new EndpointHealth(status, since, reason, nextProbe, lastSuccess, List.of());
  }

  private boolean probeIsDue() {
    long untilProbe = nextProbeMs - clock.millis();
    // A clock that was set back must not lengthen the pause.
    return untilProbe <= 0 || untilProbe > intervalMs;
  }

  private void enter(Status next, @Nullable String why) {
    status = next;
    reason = why;
    since = clock.instant();
    probeGranted = false;
    onStatus.accept(next);
  }

  private void scheduleProbe(@Nullable Duration retryAfter) {
    failedProbes++;
    intervalMs = intervals.afterMs(failedProbes, retryAfter);
    nextProbeMs = clock.millis() + intervalMs;
  }
}
