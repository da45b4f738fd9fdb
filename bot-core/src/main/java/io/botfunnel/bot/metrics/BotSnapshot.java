package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.TrackingVerdict;
import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot for the gauges of one scrape, taken at once so that its figures agree. Unknown figures
 * are {@code NaN}.
 *
 * @param oldestWaiting the event that has waited longest; null if unknown
 * @param funnel the funnel of the last day; null if unknown
 * @param stalledSteps the stalled steps; null if unknown
 * @param quarantined the quarantined entries; null if unknown
 */
record BotSnapshot(
    Instant now,
    TrackingHealth health,
    Books inbox,
    Books conversions,
    boolean polling,
    boolean telegramFailing,
    int hangingHandlers,
    @Nullable OldestWaiting oldestWaiting,
    @Nullable Funnel funnel,
    @Nullable List<StalledStep> stalledSteps,
    @Nullable List<Quarantined> quarantined) {

  /**
   * The event that has waited longest.
   *
   * @param since when it was recorded; null if no event waits
   */
  record OldestWaiting(@Nullable Instant since) {}

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

  /** Returns the time of the last success, seconds since the epoch. */
  double lastSuccess() {
    Instant last = health.endpoint().lastSuccess();
    return last == null ? Double.NaN : last.toEpochMilli() / 1e3;
  }

  double oldestWaitingSeconds() {
    if (oldestWaiting == null) {
      return Double.NaN;
    }
    return oldestWaiting.since() == null ? 0 : secondsSince(oldestWaiting.since());
  }

  double heldBatches() {
    return oneIf(health.outage() != null);
  }

  double heldUpdates() {
    return health.outage() == null ? 0 : health.outage().updates();
  }

  double heldSeconds() {
    return health.outage() == null ? 0 : secondsSince(health.outage().since());
  }

  double stalled(Step step) {
    return stalledSteps == null
        ? Double.NaN
        : oneIf(stalledSteps.stream().anyMatch(stalled -> stalled.step() == step));
  }

  double quarantined(Topic topic) {
    return quarantined == null
        ? Double.NaN
        : quarantined.stream()
            .filter(each -> each.topic().equals(topic))
            .mapToLong(Quarantined::entries)
            .sum();
  }

  double count(Step step) {
    return funnel == null ? Double.NaN : funnel.counts().getOrDefault(step, 0L);
  }

  static double oneIf(boolean condition) {
    return condition ? 1 : 0;
  }

  /** Returns the seconds since a time; 0 if the clock was set back before it. */
  private double secondsSince(Instant then) {
    return Math.max(0, Duration.between(then, now).toMillis() / 1e3);
  }
}
