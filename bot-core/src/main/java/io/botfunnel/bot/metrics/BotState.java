package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.TrackingHealth;

/**
 * The state of a bot beside its tracking. It is read at each scrape, so implementations return at
 * once.
 */
public interface BotState {
  /** Returns the health of its tracking. */
  TrackingHealth health();

  /** Returns whether updates can arrive: Telegram is polled, or it has this bot's webhook. */
  boolean polling();

  /** Returns whether something is wrong with the connection to Telegram. */
  boolean telegramFailing();

  /** Returns the number of handlers that have run for too long. */
  int hangingHandlers();
}
