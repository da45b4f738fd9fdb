package io.botfunnel.starter.metrics;

import io.botfunnel.tracking.TrackingHealth;

/** What a bot knows of itself beside its tracking. Asked at each scrape: it answers at once. */
public interface BotState {
  /** How its tracking is doing. */
  TrackingHealth health();

  /** Whether Telegram is being polled. */
  boolean polling();

  /** Whether something is wrong between Telegram and the bot. */
  boolean inTrouble();

  /** How many handlers have run for too long. */
  int hangingHandlers();
}
