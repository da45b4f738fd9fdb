package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries an update as often as the operator configured; after that it counts as handled.
 * Thread-safe.
 */
public final class InboxFailurePolicy implements FailurePolicy {
  private static final Logger log = LoggerFactory.getLogger(InboxFailurePolicy.class);

  private static final long RETRY_MS = 1_000;

  private final int retries;
  private final Clock clock;

  public InboxFailurePolicy(int retries, Clock clock) {
    this.retries = retries;
    this.clock = clock;
  }

  @Override
  public Settlement after(Entry entry, Throwable failure, int times) {
    if (times <= retries) {
      log.warn("The handler failed on {}; retrying ({} of {})", entry, times, retries, failure);
      return Settlement.held(entry, clock.millis() + RETRY_MS * times);
    }
    log.error("The handler failed on {}; the update counts as handled", entry, failure);
    return Settlement.delivered(entry);
  }
}
