package io.botfunnel.starter.console;

import io.botfunnel.tracking.TrackingHealth;
import io.botfunnel.tracking.operations.Quarantined;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bot's status cheaply: the books are in memory. It queries the oldest waiting entry only
 * while one waits, quarantined entries only while some are refused, and stalled steps every ten
 * seconds. It also answers while the outbox does not, because operators look above all then. Safe
 * for use from any thread.
 */
final class StatusReader {
  private static final Duration STALLED_STEPS_INTERVAL = Duration.ofSeconds(10);

  private final WatchedBot bot;
  private final Clock clock;
  private final BoundedQueries queries;
  private List<StalledStep> stalledSteps = List.of();
  private @Nullable Instant stalledStepsReadAt;

  StatusReader(WatchedBot bot, Clock clock, BoundedQueries queries) {
    this.bot = bot;
    this.clock = clock;
    this.queries = queries;
  }

  Status read() {
    TrackingHealth health = bot.health();
    return new Status(
        health.verdict(),
        bot.username().orElse(null),
        bot.startPrefix(),
        BotFunnelVersion.current(),
        clock.instant(),
        bot.dryRun(),
        Status.Endpoint.of(health.endpoint()),
        health.inFlight(),
        health.limit(),
        health.outbox(),
        bot.inbox(),
        bot.conversions(),
        health.outbox().waiting() == 0 ? null : oldestWaiting(),
        health.outage(),
        health.stalled(),
        bot.telegramTrouble().orElse(null),
        bot.polling(),
        stalledSteps(),
        quarantined());
  }

  private @Nullable Instant oldestWaiting() {
    try {
      return queries.get(() -> bot.operations().oldestWaiting().orElse(null));
    } catch (OutboxUnavailableException e) {
      return null;
    }
  }

  private List<Quarantined> quarantined() {
    if (bot.inbox().refused() + bot.conversions().refused() == 0) {
      return List.of();
    }
    try {
      return Objects.requireNonNull(queries.get(() -> bot.operations().quarantined()));
    } catch (OutboxUnavailableException e) {
      return List.of();
    }
  }

  private synchronized List<StalledStep> stalledSteps() {
    Instant now = clock.instant();
    if (Optional.ofNullable(stalledStepsReadAt)
        .filter(at -> now.isBefore(at.plus(STALLED_STEPS_INTERVAL)))
        .isEmpty()) {
      stalledStepsReadAt = now;
      readStalledSteps();
    }
    return stalledSteps;
  }

  private void readStalledSteps() {
    try {
      stalledSteps = Objects.requireNonNull(queries.get(() -> bot.operations().stalledSteps()));
    } catch (OutboxUnavailableException e) {
      // Keeps the last result; other fields of the status report the outbox's failure.
      return;
    }
  }
}
