package io.botfunnel.bot;

/**
 * The bot author's code for updates.
 *
 * <p>Updates of one chat arrive one at a time and in order. Updates of different chats run in
 * parallel on other threads, so a handler must be thread-safe.
 *
 * <p>Each update arrives at least once: again after a crash. An action that must not happen twice
 * needs a key of its own; the hooks of {@link BotContext#tracking()} have one.
 */
@FunctionalInterface
public interface UpdateHandler {
  /**
   * Handles an update.
   *
   * @throws Exception if the update could not be handled. The failure is logged with the update's
   *     id; the update then counts as handled, unless {@code bot.handler-retries} grants further
   *     tries
   */
  void handle(BotContext context) throws Exception;
}
