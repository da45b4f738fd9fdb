package io.botfunnel.tracking.telegram;

import java.time.Instant;

/**
 * The outbox cannot be written, or does not answer. What cannot be written is not confirmed to
 * Telegram, which keeps unconfirmed updates for 24 hours.
 *
 * @param since when that began
 * @param updates how many updates wait in a batch for the disk, or 0; more may wait at Telegram
 * @param reason why the latest write or question failed, and the remedy
 */
public record Held(Instant since, int updates, String reason) {}
