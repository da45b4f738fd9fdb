package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.delivery.EndpointHealth.Status;
import io.botfunnel.tracking.event.Limit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Counts and times appends, attempts, limitedByLimit and pauses. Every series exists from the
 * start, so the first refusal is an increase and not a new series. Thread-safe.
 */
final class ActivityMeters implements Observer {
  /**
   * From the duration of a forced write on a good disk to the longest usual wait for a response.
   */
  private static final Duration[] BUCKETS =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Counter appended;
  private final Timer appends;
  private final Timer attempts;
  private final Map<AttemptOutcome, Counter> attemptsByAnswer = new EnumMap<>(AttemptOutcome.class);
  private final Map<Limit, Counter> limitedByLimit = new EnumMap<>(Limit.class);
  private final Counter paused;
  private final Counter unauthorized;

  /**
   * @param tags tags of each series
   */
  ActivityMeters(MeterRegistry registry, Tags tags) {
    this.appended =
        Counter.builder("botfunnel.appended")
            .description("Updates and events passed to the outbox, duplicates included")
            .tags(tags)
            .register(registry);
    this.appends =
        timer(
            registry,
            tags,
            "botfunnel.append.duration",
            "Time from a hook's call until its event is on disk");
    this.attempts =
        timer(registry, tags, "botfunnel.attempt.duration", "Time of a request to XTRACKER");
    for (AttemptOutcome verdict : AttemptOutcome.values()) {
      attemptsByAnswer.put(verdict, attemptsByAnswer(registry, tags, verdict));
    }
    for (Limit limit : Limit.values()) {
      limitedByLimit.put(limit, limitedByLimit(registry, tags, limit));
    }
    this.paused = pauses(registry, tags, Status.PAUSED);
    this.unauthorized = pauses(registry, tags, Status.UNAUTHORIZED);
  }

  private static Timer timer(MeterRegistry registry, Tags tags, String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(BUCKETS)
        .tags(tags)
        .register(registry);
  }

  private static Counter attemptsByAnswer(
      MeterRegistry registry, Tags tags, AttemptOutcome verdict) {
    return Counter.builder("botfunnel.attempts")
        .description("Requests to XTRACKER, by answer")
        .tags(tags)
        .tag("answer", word(verdict))
        .register(registry);
  }

  private static Counter limitedByLimit(MeterRegistry registry, Tags tags, Limit limit) {
    return Counter.builder("botfunnel.limited")
        .description("Reports of users and partners above a limit, by limit")
        .tags(tags)
        .tag("limit", word(limit))
        .register(registry);
  }

  private static Counter pauses(MeterRegistry registry, Tags tags, Status status) {
    return Counter.builder("botfunnel.pauses")
        .description("Pauses of delivery (the circuit breaker opened), by reason")
        .tags(tags)
        .tag("status", word(status))
        .register(registry);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void appended(int entries, Duration took) {
    appended.increment(entries);
    appends.record(took);
  }

  @Override
  public void attempted(AttemptOutcome verdict, Duration took) {
    Objects.requireNonNull(attemptsByAnswer.get(verdict)).increment();
    attempts.record(took);
  }

  @Override
  public void statusChanged(Status now) {
    switch (now) {
      case RUNNING -> {}
      case PAUSED -> paused.increment();
      case UNAUTHORIZED -> unauthorized.increment();
    }
  }

  @Override
  public void limitExceeded(Limit limit) {
    Objects.requireNonNull(limitedByLimit.get(limit)).increment();
  }
}
