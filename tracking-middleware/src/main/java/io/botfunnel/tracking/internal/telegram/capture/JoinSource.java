package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.telegram.SubscribedChat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;

/**
 * Detects that a user joined one of the chats: not a member before, and a member now. The event
 * belongs to the user who joined, not to the one who admitted them. A request to join means nothing
 * yet; its approval is a join. A promotion or an end of restrictions is no join, nor is a change
 * from or to a status unknown to the library.
 */
final class JoinSource implements Source {
  private final Set<SubscribedChat> chats;

  JoinSource(Set<SubscribedChat> chats) {
    this.chats = chats;
  }

  @Override
  public Optional<Recordable> in(Update update) {
    ChatMemberUpdated change = update.getChatMember();
    return change == null || !hasJoined(change) || !isSubscribed(change.getChat())
        ? Optional.empty()
        : joined(change);
  }

  private static Optional<Recordable> joined(ChatMemberUpdated change) {
    return Person.in(change.getNewChatMember().getUser())
        .flatMap(
            user ->
                Person.at(change.getDate()).map(instant -> Conversion.subscribed(user, instant)));
  }

  private static boolean hasJoined(ChatMemberUpdated change) {
    ChatMember before = change.getOldChatMember();
    ChatMember now = change.getNewChatMember();
    return before != null && now != null && !Membership.in(before) && Membership.in(now);
  }

  private boolean isSubscribed(@Nullable Chat chat) {
    return chat != null && chats.stream().anyMatch(subscribed -> subscribed.is(chat));
  }
}
