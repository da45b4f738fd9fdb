package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the outbox opened, and that it fails. Failures are logged at most once a minute, since
 * a nearly full disk accepts one group and rejects the next.
 */
public final class AvailabilityLog {
  private static final Logger log = LoggerFactory.getLogger(AvailabilityLog.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private @Nullable Instant lastFailure;
  private boolean everOpen;
  private boolean loggedOpen;

  public AvailabilityLog(Clock clock) {
    this.clock = clock;
  }

  public void works() {
    if (!loggedOpen) {
      log.info("the outbox is open");
    }
    everOpen = true;
    loggedOpen = true;
  }

  /** Logs the failure, unless the outbox was never open: then the caller who opens it gets it. */
  public void fails(OutboxUnavailableException unavailable) {
    Instant now = clock.instant();
    if (everOpen && isTimeToLog(now)) {
      log.error("{}", unavailable.getMessage());
      lastFailure = now;
      loggedOpen = false;
    }
  }

  /** A clock that was set back must not suppress logging until it has caught up. */
  private boolean isTimeToLog(Instant now) {
    return lastFailure == null
        || now.isBefore(lastFailure)
        || !now.isBefore(lastFailure.plus(LOG_INTERVAL));
  }
}
