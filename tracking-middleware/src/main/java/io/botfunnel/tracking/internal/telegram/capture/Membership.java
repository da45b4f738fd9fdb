package io.botfunnel.tracking.internal.telegram.capture;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberRestricted;

/** Interprets a member's status (Bot API, ChatMember). */
final class Membership {
  private Membership() {}

  /** Whether the user is in the chat; a restricted user may or may not be. */
  static boolean in(ChatMember member) {
    return switch (String.valueOf(member.getStatus())) {
      case "creator", "administrator", "member" -> true;
      case "restricted" ->
          member instanceof ChatMemberRestricted restricted
              && Boolean.TRUE.equals(restricted.getIsMember());
      default -> false;
    };
  }

  /** Whether the member was removed from the chat; a user who blocks a bot removes the bot. */
  static boolean kicked(@Nullable ChatMember member) {
    return member != null && "kicked".equals(member.getStatus());
  }
}
