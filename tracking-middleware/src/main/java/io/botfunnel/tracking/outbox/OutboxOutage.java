package io.botfunnel.tracking.outbox;

import java.time.Instant;

/**
 * The outbox cannot be written or does not answer. Updates that cannot be written are not confirmed
 * to Telegram, which keeps unconfirmed updates for 24 hours. Immutable.
 *
 * @param since when the outage began
 * @param updates how many updates of a batch wait for the disk, or 0; more may wait at Telegram
 * @param reason why the latest write or check failed, and the remedy
 */
public record OutboxOutage(Instant since, int updates, String reason) {}
