package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Tells who speaks to the bot, and in which chat. */
final class Speaker {
  private Speaker() {}

  /** Whether a person wrote a text or pressed a button, in a chat that the bot can answer. */
  static boolean isPerson(BotContext context) {
    return context.userId().isPresent()
        && context.chatId().isPresent()
        && !context.text().isEmpty()
        && !isBot(context);
  }

  /** Whether this is the private chat: its id equals the user's id. */
  static boolean isAloneWithUs(BotContext context) {
    return context.chatId().equals(context.userId());
  }

  /** Telegram sends messages of an anonymous administrator through a bot that all groups share. */
  private static boolean isBot(BotContext context) {
    return Optional.ofNullable(context.update().getMessage())
        .map(Message::getFrom)
        .map(User::getIsBot)
        .orElse(false);
  }
}
