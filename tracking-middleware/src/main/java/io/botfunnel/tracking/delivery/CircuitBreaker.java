package io.botfunnel.tracking.delivery;

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
 * Whether the endpoint is worth asking. While it is not, one probe at a time goes out, at growing
 * intervals; the first success ends the pause at once, and what may be in flight is what it was
 * before: all of it after an outage, what the tracker bore before it turned everything away. Safe
 * for use from any thread.
 */
final class CircuitBreaker {
  private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

  /** A probe a minute harms nobody, and an outage's end is noticed within it. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

  /** A wrong key is not mended within seconds; a changed one is probed at once anyway. */
  private static final int UNAUTHORIZED_HEAD_START = 4;

  /** How soon a changed key is noticed; to look asks the bearer's supplier and sends nothing. */
  private static final long KEY_LOOK_MS = 2_000;

  private final String tracker;
  private final Clock clock;
  private final Backoff intervals;
  private final Consumer<Status> turned;
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
   * @param tracker what the log calls it
   * @param turned is told each new status, under the lock: it returns at once and throws nothing
   */
  CircuitBreaker(String tracker, Clock clock, Backoff intervals, Consumer<Status> turned) {
    this.tracker = tracker;
    this.clock = clock;
    this.intervals = intervals;
    this.turned = turned;
    this.since = clock.instant();
  }

  /** How a claimed entry may go out. */
  enum Leave {
    FREELY,
    AS_PROBE,
    NOT_NOW
  }

  static Duration longestInterval(Duration maxBackoff) {
    return maxBackoff.compareTo(LONGEST_INTERVAL) < 0 ? maxBackoff : LONGEST_INTERVAL;
  }

  /** How many entries may go out beside those in flight; a probe is granted to one of them. */
  synchronized int capacity(int inFlight, int most, long currentSecret) {
    if (status == Status.RUNNING) {
      return most - inFlight;
    }
    boolean newKey = status == Status.UNAUTHORIZED && currentSecret != secretVersion;
    probeGranted = inFlight == 0 && (newKey || probeIsDue());
    return probeGranted ? 1 : 0;
  }

  /** Asked for each claimed entry: the pause may have begun after it was claimed. */
  synchronized Leave leave() {
    if (status == Status.RUNNING) {
      return Leave.FREELY;
    }
    Leave leave = probeGranted ? Leave.AS_PROBE : Leave.NOT_NOW;
    probeGranted = false;
    return leave;
  }

  /** When the next probe may go out. */
  synchronized OptionalLong nextProbeAtMs() {
    return status == Status.RUNNING ? OptionalLong.empty() : OptionalLong.of(nextProbeMs);
  }

  /** When to look again: for the probe, or sooner for a key that may have been put right. */
  synchronized OptionalLong nextLookAtMs() {
    if (status != Status.UNAUTHORIZED) {
      return nextProbeAtMs();
    }
    return OptionalLong.of(Math.min(nextProbeMs, clock.millis() + KEY_LOOK_MS));
  }

  synchronized boolean running() {
    return status == Status.RUNNING;
  }

  /** The tracker has accepted an entry. */
  synchronized void succeeded() {
    lastSuccess = clock.instant();
    answered();
  }

  /** The tracker works, whether it accepts what it was asked or refuses it. */
  synchronized void answered() {
    if (status != Status.RUNNING) {
      log.info("{} answers again; delivery goes on after a pause since {}", tracker, since);
      enter(Status.RUNNING, null);
      failedProbes = 0;
    }
  }

  /** The endpoint fails: begins a pause, or lengthens the one that is. */
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
   * The endpoint refuses our key.
   *
   * @param probe whether a probe told so: answers to what was in flight do not lengthen the pause
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
    turned.accept(next);
  }

  private void scheduleProbe(@Nullable Duration retryAfter) {
    failedProbes++;
    intervalMs = intervals.afterMs(failedProbes, retryAfter);
    nextProbeMs = clock.millis() + intervalMs;
  }
}
