package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.outbox.Held;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a batch is held, at most once a minute, and that it is held no longer. */
final class HeldLog {
  private static final Logger log = LoggerFactory.getLogger(TrackingMiddleware.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private @Nullable Instant lastSaid;

  HeldLog(Clock clock) {
    this.clock = clock;
  }

  void held(Held held, Throwable failure) {
    Instant now = clock.instant();
    if (isTimeToSay(now)) {
      lastSaid = now;
      log.error(
          "Holding {} updates since {}, not confirmed to Telegram and tried again: {}",
          held.updates(),
          held.since(),
          held.reason(),
          failure);
    }
  }

  void released(Held held) {
    log.info("Held {} updates since {}; they are on disk now", held.updates(), held.since());
  }

  /** A clock that was set back must not silence the log until it has caught up. */
  private boolean isTimeToSay(Instant now) {
    return lastSaid == null || now.isBefore(lastSaid) || !now.isBefore(lastSaid.plus(PAUSE));
  }
}
