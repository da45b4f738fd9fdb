package io.botfunnel.bot.dispatch;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.network.ExponentialBackoff;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries a conversion until its handler returns normally. The first retry follows after 1 s; the
 * interval doubles up to 10 min. After 20 failed attempts the conversion is refused. Thread-safe.
 */
public final class ConversionFailurePolicy implements FailurePolicy {
  private static final Logger log = LoggerFactory.getLogger(ConversionFailurePolicy.class);

  public static final int MOST_ATTEMPTS = 20;

  private static final ExponentialBackoff WAITS =
      new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final UnaryOperator<String> mask;
  private final Clock clock;

  /**
   * @param mask removes secrets from a text
   */
  public ConversionFailurePolicy(UnaryOperator<String> mask, Clock clock) {
    this.mask = mask;
    this.clock = clock;
  }

  @Override
  public Settlement after(Entry entry, Throwable failure, int times) {
    int attempts = entry.attempts() + 1;
    // The message of a client's failure may contain the URL, and the URL contains the token.
    String reason = mask.apply(failure.toString());
    if (attempts >= MOST_ATTEMPTS) {
      return refused(entry, attempts, reason);
    }
    Duration wait = WAITS.after(attempts);
    log.warn(
        "onConversion failed on {}; retrying in {} (attempt {} of {} failed)",
        entry,
        wait,
        attempts,
        MOST_ATTEMPTS,
        failure);
    return Settlement.later(entry, reason, clock.millis() + wait.toMillis());
  }

  private Settlement refused(Entry entry, int attempts, String last) {
    log.error(
        "{}: gave up after {} attempts; refused (see outbox list --conversions --state refused). Last failure: {}",
        entry,
        attempts,
        last);
    return Settlement.refused(
        entry, "gave up after %d attempts; the last: %s".formatted(attempts, last));
  }
}
