package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.logging.LogThrottle;
import io.botfunnel.tracking.outbox.OutboxOutage;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a batch is held, at most once a minute, and that it is held no longer. */
final class HeldBatchLog {
  private static final Logger log = LoggerFactory.getLogger(HeldBatchLog.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final LogThrottle throttle;

  HeldBatchLog(Clock clock) {
    throttle = new LogThrottle(clock, INTERVAL);
  }

  void held(OutboxOutage outage, Throwable failure) {
    if (throttle.permits()) {
      log.error(
          "Holding {} updates since {}, not confirmed to Telegram and retried: {}",
          outage.updates(),
          outage.since(),
          outage.reason(),
          failure);
    }
  }

  void released(OutboxOutage outage) {
    log.info("Held {} updates since {}; they are on disk now", outage.updates(), outage.since());
  }
}
