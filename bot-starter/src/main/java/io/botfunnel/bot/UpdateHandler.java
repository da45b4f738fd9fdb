package io.botfunnel.bot;

/**
 * A bot author's code: what the bot does about an update.
 *
 * <p>Updates of one chat come one at a time and in order, those of other chats side by side on
 * other threads. An update comes at least once: again after a crash, so what must not happen twice
 * needs a key of its own; the hooks of {@link BotContext#tracking()} have one.
 */
@FunctionalInterface
public interface UpdateHandler {
  /**
   * Handles an update.
   *
   * @throws Exception is logged with the update's id, and the update counts as handled unless
   *     {@code bot.handler-retries} says otherwise
   */
  void handle(BotContext context) throws Exception;
}
