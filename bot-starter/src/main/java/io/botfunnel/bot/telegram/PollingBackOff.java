package io.botfunnel.bot.telegram;

import io.botfunnel.tracking.network.ExponentialBackoff;
import java.time.Duration;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/**
 * Doubles from half a second to half a minute. The library's own jumps to 15 minutes after a while,
 * which is how long a bot would stay silent after Telegram is back.
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
