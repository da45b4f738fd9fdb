package io.botfunnel.tracking.telegram.capture;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberRestricted;

/** What a member's status means (Bot API, ChatMember). */
final class Membership {
  private Membership() {}

  /** Whether he is in the chat; a restricted user may be or not. */
  static boolean in(ChatMember member) {
    return switch (String.valueOf(member.getStatus())) {
      case "creator", "administrator", "member" -> true;
      case "restricted" ->
          member instanceof ChatMemberRestricted restricted
              && Boolean.TRUE.equals(restricted.getIsMember());
      default -> false;
    };
  }

  /** Whether the chat has thrown him out; a user who blocks a bot does so. */
  static boolean kicked(@Nullable ChatMember member) {
    return member != null && "kicked".equals(member.getStatus());
  }
}
