package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Extracts the countable user and the time of an update. */
final class Person {
  private Person() {}

  /** The user; empty if there is none, if it is a bot, or if the id is no user's. */
  static Optional<UserId> in(@Nullable User user) {
    if (user == null || user.getId() == null || Boolean.TRUE.equals(user.getIsBot())) {
      return Optional.empty();
    }
    return user(user.getId());
  }

  /** The user of a private chat; empty for every other chat. */
  static Optional<UserId> of(@Nullable Chat chat) {
    return chat == null || chat.getId() == null || !"private".equals(chat.getType())
        ? Optional.empty()
        : user(chat.getId());
  }

  private static Optional<UserId> user(long id) {
    try {
      return Optional.of(new UserId(id));
    } catch (IllegalArgumentException noUserId) {
      return Optional.empty();
    }
  }

  /** The time; empty if Telegram gives none, as for a message that is no longer accessible. */
  static Optional<Instant> at(@Nullable Integer date) {
    return date == null || date <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(date));
  }

  /** Whether a message is its sender's own: not forwarded, not by a bot, not as a chat. */
  static boolean wroteHimself(Message message) {
    return message.getForwardOrigin() == null
        && message.getForwardDate() == null
        && message.getViaBot() == null
        && message.getSenderChat() == null;
  }
}
