package io.botfunnel.bot.telegram;

import org.telegram.telegrambots.longpolling.interfaces.BackOff;

/**
 * Doubles from half a second to half a minute. The library's own jumps to 15 minutes after a while,
 * which is how long a bot would stay silent after Telegram is back.
 */
final class PollingBackOff implements BackOff {
  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 30_000;

  private long nextMs = FIRST_MS;

  @Override
  public synchronized void reset() {
    nextMs = FIRST_MS;
  }

  @Override
  public synchronized long nextBackOffMillis() {
    long now = nextMs;
    nextMs = Math.min(LONGEST_MS, nextMs * 2);
    return now;
  }
}
