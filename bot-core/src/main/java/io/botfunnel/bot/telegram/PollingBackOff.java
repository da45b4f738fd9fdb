package io.botfunnel.bot.telegram;

import io.botfunnel.tracking.internal.network.ExponentialBackoff;
import java.time.Duration;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/**
 * Exponential backoff from 500 ms to 30 s. The library's own backoff jumps to 15 minutes after a
 * while, so the bot would stay silent that long after Telegram is back. Thread-safe.
 */
final class PollingBackOff implements BackOff {
  private static final ExponentialBackoff WAITS =
      new ExponentialBackoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private int failures;

  @Override
  public synchronized void reset() {
    failures = 0;
  }

  @Override
  public synchronized long nextBackOffMillis() {
    return WAITS.afterMs(++failures);
  }
}
