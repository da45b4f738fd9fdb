package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.Observer;
import io.botfunnel.tracking.delivery.Answer.Verdict;
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
 * Counts and times appends, attempts, limits and pauses. Every series exists from the start, so the
 * first refusal is an increase and not a new series. Thread-safe.
 */
final class Flow implements Observer {
  /**
   * From the duration of a forced write on a good disk to the longest usual wait for a response.
   */
  private static final Duration[] BUCKETS =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Counter handed;
  private final Timer appends;
  private final Timer attempts;
  private final Map<Verdict, Counter> answers = new EnumMap<>(Verdict.class);
  private final Map<Limit, Counter> limits = new EnumMap<>(Limit.class);
  private final Counter paused;
  private final Counter unauthorized;

  /**
   * @param tags tags of each series
   */
  Flow(MeterRegistry registry, Tags tags) {
    this.handed =
        Counter.builder("botfunnel.appended")
            .description("Updates and events handed to the outbox, known ones included")
            .tags(tags)
            .register(registry);
    this.appends =
        timer(
            registry, tags, "botfunnel.append.duration", "From a hook's call to its event on disk");
    this.attempts =
        timer(registry, tags, "botfunnel.attempt.duration", "From a request to XTRACKER's answer");
    for (Verdict verdict : Verdict.values()) {
      answers.put(verdict, answers(registry, tags, verdict));
    }
    for (Limit limit : Limit.values()) {
      limits.put(limit, limits(registry, tags, limit));
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

  private static Counter answers(MeterRegistry registry, Tags tags, Verdict verdict) {
    return Counter.builder("botfunnel.attempts")
        .description("Requests to XTRACKER, by what was answered")
        .tags(tags)
        .tag("answer", word(verdict))
        .register(registry);
  }

  private static Counter limits(MeterRegistry registry, Tags tags, Limit limit) {
    return Counter.builder("botfunnel.limited")
        .description("What users and partners brought above a limit, by which")
        .tags(tags)
        .tag("limit", word(limit))
        .register(registry);
  }

  private static Counter pauses(MeterRegistry registry, Tags tags, Status status) {
    return Counter.builder("botfunnel.pauses")
        .description("How often delivery began to pause, by why")
        .tags(tags)
        .tag("status", word(status))
        .register(registry);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void appended(int entries, Duration took) {
    handed.increment(entries);
    appends.record(took);
  }

  @Override
  public void attempted(Verdict verdict, Duration took) {
    Objects.requireNonNull(answers.get(verdict)).increment();
    attempts.record(took);
  }

  @Override
  public void turned(Status now) {
    switch (now) {
      case RUNNING -> {}
      case PAUSED -> paused.increment();
      case UNAUTHORIZED -> unauthorized.increment();
    }
  }

  @Override
  public void limited(Limit limit) {
    Objects.requireNonNull(limits.get(limit)).increment();
  }
}
