package io.botfunnel.tracking.telegram;

import java.util.List;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;

/**
 * Makes the session's getUpdates requests: the kinds of updates that the bot wants together with
 * those that tracking needs, read by {@link TolerantGetUpdates}. To be passed to {@code
 * registerBot}. Safe for use from any thread.
 */
public final class GetUpdatesRequests implements Function<Integer, GetUpdates> {
  // What the library's DefaultGetUpdatesGenerator asks for; its HTTP client waits longer than 50 s.
  private static final int MOST_AT_ONCE = 100;
  private static final int TIMEOUT_SECONDS = 50;

  private final List<String> allowedUpdates;

  /**
   * Merges the two without taking anything away from the bot.
   *
   * @param wanted the bot's own {@code allowed_updates}; empty for Telegram's default, all but
   *     {@code chat_member}, {@code message_reaction} and {@code message_reaction_count}
   * @param needed kinds that tracking needs, such as {@code chat_member}; often empty
   */
  public GetUpdatesRequests(List<String> wanted, List<String> needed) {
    allowedUpdates = UpdateKinds.merged(wanted, needed);
  }

  /** The kinds of both, as {@code setWebhook} takes them; empty for Telegram's default. */
  public List<String> allowedUpdates() {
    return allowedUpdates;
  }

  /** The request for what follows the last received update, which it confirms. */
  @Override
  public GetUpdates apply(Integer lastReceived) {
    return new TolerantGetUpdates(lastReceived + 1, MOST_AT_ONCE, TIMEOUT_SECONDS, allowedUpdates);
  }
}
