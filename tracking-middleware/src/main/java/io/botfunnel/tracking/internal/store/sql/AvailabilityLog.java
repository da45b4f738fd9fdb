package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.internal.logging.LogThrottle;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the outbox opened, and that it fails. Failures are logged at most once a minute, since
 * a nearly full disk accepts one group and rejects the next.
 */
public final class AvailabilityLog {
  private static final Logger log = LoggerFactory.getLogger(AvailabilityLog.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final LogThrottle throttle;
  private boolean everOpen;
  private boolean loggedOpen;

  public AvailabilityLog(Clock clock) {
    throttle = new LogThrottle(clock, INTERVAL);
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
    if (everOpen && throttle.permits()) {
      log.error("{}", unavailable.getMessage());
      loggedOpen = false;
    }
  }
}
