package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.RefusedKind;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.LaneWorker;
import io.botfunnel.tracking.internal.lane.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Sends entries to the endpoint and turns each answer into a settlement. An attempt counts against
 * an entry only while other entries get through. Safe for use from any thread.
 */
final class EntrySender implements LaneWorker {
  private static final Logger log = LoggerFactory.getLogger(EntrySender.class);

  private final Endpoint endpoint;
  private final CircuitBreaker pause;
  private final Backoff backoff;
  private final Clock clock;
  private final InFlightLimit limit;
  private final int maxAttempts;
  private final Refusals refusals;
  private final FailureBlame suspects = new FailureBlame();
  private final FailedProbes failedProbes = new FailedProbes();
  private volatile boolean stopping;

  /**
   * The version at the latest check. If a newer key is refused under it, one probe more is sent.
   */
  private volatile long secretVersion;

  EntrySender(
      Endpoint endpoint,
      CircuitBreaker pause,
      Backoff backoff,
      Clock clock,
      InFlightLimit limit,
      int maxAttempts) {
    this.endpoint = endpoint;
    this.pause = pause;
    this.backoff = backoff;
    this.clock = clock;
    this.limit = limit;
    this.maxAttempts = maxAttempts;
    this.refusals = new Refusals(clock);
  }

  @Override
  public int capacity(int inFlight) {
    secretVersion = endpoint.secretVersion();
    return pause.capacity(inFlight, limit.now(), secretVersion);
  }

  @Override
  public OptionalLong nextCapacityAtMs() {
    return pause.nextLookAtMs();
  }

  @Override
  public CompletionStage<Settlement> handle(Entry entry) {
    CircuitBreaker.Leave leave = pause.leave();
    if (leave == CircuitBreaker.Leave.NOT_NOW) {
      return CompletableFuture.completedFuture(Settlement.held(entry, clock.millis()));
    }
    boolean probe = leave == CircuitBreaker.Leave.AS_PROBE;
    Attempt attempt = new Attempt(entry, sent(), limit.begins(), secretVersion, probe);
    return endpoint.send(entry).thenApply(answer -> settle(attempt, answer));
  }

  /** The kinds of events that the tracker refuses. */
  List<RefusedKind> refusing() {
    return refusals.now();
  }

  /** From now on, failed attempts count against nobody: closing cut them short. */
  void stopping() {
    stopping = true;
  }

  /**
   * An attempt that was sent.
   *
   * @param sentAt its number among all attempts
   * @param begun when it began, for the limit
   * @param secret the version of the key it was sent with
   * @param probe whether it was sent during a pause: only a probe's answer lengthens the pause
   */
  private record Attempt(Entry entry, long sentAt, long begun, long secret, boolean probe) {}

  private Settlement settle(Attempt attempt, AttemptResult answer) {
    return switch (answer.outcome()) {
      case DELIVERED, DUPLICATE, REFUSED -> answered(attempt, answer);
      case LATER -> later(attempt, answer);
      case OVERLOADED -> overloaded(attempt, answer);
      case UNAUTHORIZED -> unauthorized(attempt, answer);
    };
  }

  private Settlement answered(Attempt attempt, AttemptResult answer) {
    succeeded(attempt);
    Entry entry = attempt.entry();
    if (answer.outcome() == AttemptOutcome.REFUSED) {
      pause.answered();
      about(entry).log("{} was refused: {}", entry, answer.detail());
      return refused(entry, detailOf(answer));
    }
    pause.succeeded();
    refusals.accepted(entry.kind());
    return answer.outcome() == AttemptOutcome.DUPLICATE
        ? Settlement.duplicate(entry)
        : delivered(entry, answer);
  }

  private Settlement refused(Entry entry, String reason) {
    refusals.refused(entry.kind(), reason);
    return Settlement.refused(entry, reason);
  }

  private Settlement unauthorized(Attempt attempt, AttemptResult answer) {
    limit.ended();
    pause.unauthorized(detailOf(answer), attempt.secret(), attempt.probe());
    return Settlement.held(attempt.entry(), detailOf(answer), clock.millis());
  }

  private static Settlement delivered(Entry entry, AttemptResult answer) {
    return answer.detail() == null
        ? Settlement.delivered(entry)
        : Settlement.delivered(entry, answer.detail());
  }

  private Settlement later(Attempt attempt, AttemptResult answer) {
    limit.ended();
    return failed(attempt, answer, () -> blame(attempt.entry()));
  }

  /** Being rate limited is never the entry's own fault, however often it happens. */
  private Settlement overloaded(Attempt attempt, AttemptResult answer) {
    int inFlight = limit.inFlight();
    limit.overloaded(attempt.begun());
    return failed(attempt, answer, () -> turnedAway(inFlight));
  }

  private Settlement failed(
      Attempt attempt, AttemptResult answer, Supplier<FailureBlame.Fault> fault) {
    Entry entry = attempt.entry();
    if (stopping) {
      return Settlement.held(entry, clock.millis());
    }
    if (attempt.probe()) {
      return probeFailed(entry, answer);
    }
    if (!pause.running()) {
      return Settlement.held(entry, detailOf(answer), clock.millis());
    }
    return switch (fault.get()) {
      case OWN -> againstTheEntry(entry, answer);
      case UNKNOWN ->
          Settlement.held(entry, detailOf(answer), clock.millis() + untilRetry(entry, answer));
      case ENDPOINT -> endpointFailed(entry, answer);
    };
  }

  private Settlement endpointFailed(Entry entry, AttemptResult answer) {
    pause.failed(detailOf(answer), answer.retryAfter());
    acquitAll();
    return Settlement.held(entry, detailOf(answer), clock.millis());
  }

  /**
   * Holds a failed probe until after the next one, so that another entry, if any, is the next
   * probe.
   */
  private Settlement probeFailed(Entry entry, AttemptResult answer) {
    pause.failed(detailOf(answer), answer.retryAfter());
    long nextProbeAtMs = pause.nextProbeAtMs().orElse(clock.millis());
    long untilMs = nextProbeAtMs + failedProbes.yieldMs(entry.id());
    return Settlement.held(entry, detailOf(answer), untilMs);
  }

  private Settlement againstTheEntry(Entry entry, AttemptResult answer) {
    int attempts = entry.attempts() + 1;
    if (attempts >= maxAttempts) {
      about(entry).log("{} was refused after {} attempts: {}", entry, attempts, answer.detail());
      return refused(
          entry,
          "gave up after %d attempts while others got through; the last: %s"
              .formatted(attempts, detailOf(answer)));
    }
    long dueAtMs = clock.millis() + backoff.afterMs(attempts, answer.retryAfter());
    return Settlement.later(entry, detailOf(answer), dueAtMs);
  }

  /** Adds the keys that log processors search for. */
  private static LoggingEventBuilder about(Entry entry) {
    return log.atWarn().addKeyValue("topic", entry.topic()).addKeyValue("key", entry.key());
  }

  private static String detailOf(AttemptResult answer) {
    return answer.detail() == null ? answer.outcome().toString() : answer.detail();
  }

  private long sent() {
    synchronized (suspects) {
      return suspects.sent();
    }
  }

  private void succeeded(Attempt attempt) {
    limit.succeeded(attempt.begun());
    failedProbes.forget();
    synchronized (suspects) {
      suspects.succeeded(attempt.entry().id(), attempt.sentAt());
    }
  }

  private FailureBlame.Fault blame(Entry entry) {
    synchronized (suspects) {
      return suspects.failed(entry.id(), entry.attempts() > 0);
    }
  }

  private FailureBlame.Fault turnedAway(int inFlight) {
    synchronized (suspects) {
      return suspects.turnedAway(inFlight);
    }
  }

  private long untilRetry(Entry entry, AttemptResult answer) {
    synchronized (suspects) {
      int times = Math.max(1, suspects.timesFailed(entry.id()));
      return backoff.afterMs(times, answer.retryAfter());
    }
  }

  private void acquitAll() {
    synchronized (suspects) {
      suspects.acquitAll();
    }
  }

  /** The longest time for which an entry waits for its next attempt. */
  static Duration longestWait(Duration maxBackoff) {
    Duration longest = Backoff.LONGEST_RETRY_AFTER.plus(FailedProbes.LONGEST_YIELD);
    return maxBackoff.compareTo(longest) > 0 ? maxBackoff : longest;
  }
}
