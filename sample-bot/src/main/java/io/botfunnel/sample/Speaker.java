package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Who speaks to the bot, and where. */
final class Speaker {
  private Speaker() {}

  /** Whether a person wrote a text or pressed a button, in a chat where he can be answered. */
  static boolean isPerson(BotContext context) {
    return context.userId().isPresent()
        && context.chatId().isPresent()
        && !context.text().isEmpty()
        && !isBot(context);
  }

  /** Whether it is the private chat: it has the id of its user. */
  static boolean isAloneWithUs(BotContext context) {
    return context.chatId().equals(context.userId());
  }

  /** An administrator who writes as the group does it through a bot that all groups share. */
  private static boolean isBot(BotContext context) {
    return Optional.ofNullable(context.update().getMessage())
        .map(Message::getFrom)
        .map(User::getIsBot)
        .orElse(false);
  }
}
