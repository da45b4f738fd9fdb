package io.botfunnel.tracking.telegram;

import java.time.Instant;

/**
 * A batch that is not confirmed to Telegram because it cannot be written. Telegram keeps
 * unconfirmed updates for 24 hours.
 *
 * @param since when its first write failed
 * @param updates how many updates it has; more may wait at Telegram
 * @param reason why the latest write failed, and the remedy
 */
public record Held(Instant since, int updates, String reason) {}
