package io.botfunnel.tracking.telegram.polling;

import io.botfunnel.tracking.internal.telegram.UpdateKinds;
import java.util.List;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;

/**
 * Creates the session's getUpdates requests, to be passed to {@code registerBot}. A request asks
 * for the kinds of updates that the bot wants and those that tracking needs. {@link
 * TolerantGetUpdates} reads its answer. Thread-safe.
 */
public final class GetUpdatesRequests implements Function<Integer, GetUpdates> {
  // The values of the library's DefaultGetUpdatesGenerator; its HTTP client waits longer than 50 s.
  private static final int MOST_AT_ONCE = 100;
  private static final int TIMEOUT_SECONDS = 50;

  private final List<String> allowedUpdates;

  /**
   * Merges both lists; the bot loses none of the kinds that it wants.
   *
   * @param wanted the bot's own {@code allowed_updates}; empty for Telegram's default, all but
   *     {@code chat_member}, {@code message_reaction} and {@code message_reaction_count}
   * @param needed kinds that tracking needs, such as {@code chat_member}; often empty
   */
  public GetUpdatesRequests(List<String> wanted, List<String> needed) {
    allowedUpdates = UpdateKinds.merged(wanted, needed);
  }

  /** The merged kinds, as {@code setWebhook} takes them; empty for Telegram's default. */
  public List<String> allowedUpdates() {
    return allowedUpdates;
  }

  /** Creates the request for the updates after the last received one, which it confirms. */
  @Override
  public GetUpdates apply(Integer lastReceived) {
    return new TolerantGetUpdates(lastReceived + 1, MOST_AT_ONCE, TIMEOUT_SECONDS, allowedUpdates);
  }
}
