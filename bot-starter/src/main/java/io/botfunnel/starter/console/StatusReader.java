package io.botfunnel.starter.console;

import io.botfunnel.starter.web.Patience;
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
  private static final Duration SILENCES_EVERY = Duration.ofSeconds(10);

  private final WatchedBot bot;
  private final Clock clock;
  private final Patience patience;
  private List<StalledStep> silences = List.of();
  private @Nullable Instant silencesReadAt;

  StatusReader(WatchedBot bot, Clock clock, Patience patience) {
    this.bot = bot;
    this.clock = clock;
    this.patience = patience;
  }

  Status read() {
    TrackingHealth health = bot.health();
    return new Status(
        health.verdict(),
        bot.username().orElse(null),
        bot.startPrefix(),
        Version.current(),
        clock.instant(),
        bot.dryRun(),
        Status.Endpoint.of(health.endpoint()),
        health.inFlight(),
        health.limit(),
        health.outbox(),
        bot.inbox(),
        bot.conversions(),
        health.outbox().waiting() == 0 ? null : oldestWaiting(),
        health.held(),
        health.stalled(),
        bot.telegramTrouble().orElse(null),
        bot.polling(),
        silences(),
        quarantined());
  }

  private @Nullable Instant oldestWaiting() {
    try {
      return patience.ask(() -> bot.operations().oldestWaiting().orElse(null));
    } catch (OutboxUnavailableException e) {
      return null;
    }
  }

  private List<Quarantined> quarantined() {
    if (bot.inbox().refused() + bot.conversions().refused() == 0) {
      return List.of();
    }
    try {
      return Objects.requireNonNull(patience.ask(() -> bot.operations().quarantined()));
    } catch (OutboxUnavailableException e) {
      return List.of();
    }
  }

  private synchronized List<StalledStep> silences() {
    Instant now = clock.instant();
    if (Optional.ofNullable(silencesReadAt)
        .filter(at -> now.isBefore(at.plus(SILENCES_EVERY)))
        .isEmpty()) {
      silencesReadAt = now;
      readSilences();
    }
    return silences;
  }

  private void readSilences() {
    try {
      silences = Objects.requireNonNull(patience.ask(() -> bot.operations().silences()));
    } catch (OutboxUnavailableException e) {
      // Keeps the last result; other fields of the status report the outbox's failure.
      return;
    }
  }
}
