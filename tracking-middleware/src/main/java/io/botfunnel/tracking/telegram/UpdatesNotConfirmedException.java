package io.botfunnel.tracking.telegram;

/**
 * Thrown into the polling thread when the middleware of {@code Tracking.middleware} is closed or
 * interrupted before a batch is on disk. It ends the polling on purpose: a normal return would let
 * the next getUpdates confirm the batch. Telegram delivers it again at the next start.
 */
public final class UpdatesNotConfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param why what kept the batch from the disk, as the beginning of a sentence
   */
  public UpdatesNotConfirmedException(String why) {
    super(why + ": the updates are not confirmed and Telegram delivers them again");
  }
}
