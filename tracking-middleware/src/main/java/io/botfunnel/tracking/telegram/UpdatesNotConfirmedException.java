package io.botfunnel.tracking.telegram;

import io.botfunnel.tracking.internal.telegram.TrackingMiddleware;

/**
 * Thrown by {@link TrackingMiddleware#consume} into the polling thread when the middleware is
 * closed or interrupted before a batch is on disk. It ends the polling on purpose: a normal return
 * would let the next getUpdates confirm the batch. Telegram delivers it again at the next start.
 */
public final class UpdatesNotConfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UpdatesNotConfirmedException(String why) {
    super(why + ": the updates are not confirmed and Telegram delivers them again");
  }
}
