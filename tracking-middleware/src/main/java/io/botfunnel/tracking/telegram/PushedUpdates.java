package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.concurrent.CompletableFuture;

/**
 * Accepts the updates that Telegram pushes to a bot's webhook, one per request. Thread-safe.
 *
 * <p>Telegram repeats an update until it is answered with 200, so answer once the future completes.
 * A repeated update is accepted, but recorded once.
 */
public interface PushedUpdates {
  /**
   * Records one update. An update that this version of the library cannot read is recorded as
   * refused and counts as accepted.
   *
   * @param json an Update as Telegram sends it
   * @return completes once the update and what it means are forced to the device; fails with {@link
   *     OutboxUnavailableException} if nothing was recorded
   * @throws IllegalArgumentException if {@code json} is no update
   */
  CompletableFuture<Void> take(String json);
}
