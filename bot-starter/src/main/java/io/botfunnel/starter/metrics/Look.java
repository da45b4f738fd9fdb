package io.botfunnel.starter.metrics;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.lane.Topic;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gauges of one scrape show: taken at once, so that its figures agree with each other.
 * What is not known is {@code NaN}.
 *
 * @param waiting how long an event waits; null if unknown
 * @param funnel of the last day; null if unknown
 * @param silences null if unknown
 * @param quarantined null if unknown
 */
record Look(
    Instant now,
    TrackingHealth health,
    Books inbox,
    Books conversions,
    boolean polling,
    boolean inTrouble,
    int hangingHandlers,
    @Nullable Waiting waiting,
    @Nullable Funnel funnel,
    @Nullable List<StalledStep> silences,
    @Nullable List<Quarantined> quarantined) {

  /**
   * How long an event waits.
   *
   * @param since when the one was recorded that has waited longest; null where none waits
   */
  record Waiting(@Nullable Instant since) {}

  Books books(Topic topic) {
    if (topic.equals(Topic.CONVERSIONS)) {
      return conversions;
    }
    return topic.equals(Topic.INBOX) ? inbox : health.outbox();
  }

  double is(TrackingVerdict verdict) {
    return oneIf(health.verdict() == verdict);
  }

  double is(EndpointHealth.Status status) {
    return oneIf(health.endpoint().status() == status);
  }

  /** Seconds since the epoch. */
  double lastSuccess() {
    Instant last = health.endpoint().lastSuccess();
    return last == null ? Double.NaN : last.toEpochMilli() / 1e3;
  }

  double oldestWaitingSeconds() {
    if (waiting == null) {
      return Double.NaN;
    }
    return waiting.since() == null ? 0 : secondsSince(waiting.since());
  }

  double heldBatches() {
    return oneIf(health.held() != null);
  }

  double heldUpdates() {
    return health.held() == null ? 0 : health.held().updates();
  }

  double heldSeconds() {
    return health.held() == null ? 0 : secondsSince(health.held().since());
  }

  double silent(Step step) {
    return silences == null
        ? Double.NaN
        : oneIf(silences.stream().anyMatch(silence -> silence.step() == step));
  }

  double quarantined(Topic topic) {
    return quarantined == null
        ? Double.NaN
        : quarantined.stream()
            .filter(each -> each.topic().equals(topic))
            .mapToLong(Quarantined::entries)
            .sum();
  }

  double taken(Step step) {
    return funnel == null ? Double.NaN : funnel.counts().getOrDefault(step, 0L);
  }

  static double oneIf(boolean condition) {
    return condition ? 1 : 0;
  }

  /** A clock that was set back makes nothing younger than now. */
  private double secondsSince(Instant then) {
    return Math.max(0, Duration.between(then, now).toMillis() / 1e3);
  }
}
