package io.botfunnel.starter;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Settlement;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An update counts as handled when its handler has failed, after as many further tries as the
 * operator wants; one whose handler took the process down three times is set aside.
 */
final class InboxFailures implements Failures {
  private static final Logger log = LoggerFactory.getLogger(InboxFailures.class);

  /** A handler that took the process down so often is not given another chance. */
  static final int MOST_DEATHS = 3;

  private static final long RETRY_MS = 1_000;

  private final int retries;
  private final Clock clock;

  InboxFailures(int retries, Clock clock) {
    this.retries = retries;
    this.clock = clock;
  }

  @Override
  public Optional<Settlement> insteadOfATry(Entry entry, int deaths) {
    if (deaths < MOST_DEATHS) {
      return Optional.empty();
    }
    String reason = "the process died %d times while it was handled".formatted(deaths);
    log.error("{} is set aside: {}", entry, reason);
    return Optional.of(Settlement.refused(entry, reason));
  }

  @Override
  public Settlement after(Entry entry, Throwable failure, int times) {
    if (times <= retries) {
      log.warn(
          "the handler failed on {} and is tried again ({} of {})", entry, times, retries, failure);
      return Settlement.held(entry, clock.millis() + RETRY_MS * times);
    }
    log.error("the handler failed on {}; the update counts as handled", entry, failure);
    return Settlement.delivered(entry);
  }
}
