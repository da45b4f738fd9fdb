package io.botfunnel.tracking.internal.telegram;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of updates by the names that {@code allowed_updates} takes. */
public final class UpdateKinds {
  /**
   * What Telegram sends when {@code allowed_updates} is empty: all but {@code chat_member}, {@code
   * message_reaction} and {@code message_reaction_count} (Bot API, getUpdates).
   */
  public static final List<String> DEFAULT =
      List.of(
          "message",
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_connection",
          "business_message",
          "edited_business_message",
          "deleted_business_messages",
          "guest_message",
          "inline_query",
          "chosen_inline_result",
          "callback_query",
          "shipping_query",
          "pre_checkout_query",
          "purchased_paid_media",
          "poll",
          "poll_answer",
          "my_chat_member",
          "chat_join_request",
          "chat_boost",
          "removed_chat_boost",
          "managed_bot",
          "subscription");

  private UpdateKinds() {}

  /**
   * Merges the wanted kinds, if empty Telegram's default, with the needed ones. The default is
   * spelled out only if it lacks a needed kind, since Telegram may add to it.
   */
  public static List<String> merged(List<String> wanted, List<String> needed) {
    if (wanted.isEmpty() && DEFAULT.containsAll(needed)) {
      return List.of();
    }
    List<String> own = wanted.isEmpty() ? DEFAULT : wanted;
    return Stream.concat(own.stream(), needed.stream()).distinct().toList();
  }
}
