package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.EventId;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.event.OperatorEvent.Kind;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;

/**
 * Detects that a user blocked or unblocked the bot: in the private chat with the user, the bot
 * becomes kicked, or is no longer kicked. A change of the bot's membership in a group says nothing
 * about a user. Recorded as an operator event, once per user and second, which is the resolution of
 * Telegram's timestamps.
 */
final class BlockSource implements Source {
  @Override
  public Optional<Recordable> in(Update update) {
    ChatMemberUpdated change = update.getMyChatMember();
    return change == null || change.getNewChatMember() == null || !isPrivate(change.getChat())
        ? Optional.empty()
        : changed(change);
  }

  private static Optional<Recordable> changed(ChatMemberUpdated change) {
    boolean before = Membership.kicked(change.getOldChatMember());
    boolean now = Membership.kicked(change.getNewChatMember());
    return before == now ? Optional.empty() : noticed(change, now ? Kind.BLOCKED : Kind.UNBLOCKED);
  }

  private static Optional<Recordable> noticed(ChatMemberUpdated change, Kind kind) {
    return Person.in(change.getFrom())
        .flatMap(user -> Person.at(change.getDate()).map(at -> noticed(user, kind, at)));
  }

  private static OperatorEvent noticed(UserId user, Kind kind, Instant at) {
    EventId eid = new EventId("%s-%s-%d".formatted(kind.word(), user, at.getEpochSecond()));
    return new OperatorEvent(kind, user, eid, "", at);
  }

  private static boolean isPrivate(@Nullable Chat chat) {
    return chat != null && "private".equals(chat.getType());
  }
}
