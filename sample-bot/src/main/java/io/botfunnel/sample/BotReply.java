package io.botfunnel.sample;

import io.botfunnel.bot.BotContext;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/**
 * An answer of the bot.
 *
 * @param text plain text of at most 4,096 characters (Telegram's rule for a message)
 * @param buttons the buttons below the text, if any
 */
record BotReply(String text, Optional<InlineKeyboardMarkup> buttons) {
  static BotReply of(String text) {
    return new BotReply(text, Optional.empty());
  }

  /** Returns this answer with the funnel's steps as buttons. */
  BotReply withSteps() {
    return new BotReply(text, Optional.of(Buttons.ofSteps()));
  }

  /** Sends the answer to the chat of the update. */
  void send(BotContext context) throws TelegramApiException {
    SendMessage message = new SendMessage(chat(context), text);
    buttons.ifPresent(message::setReplyMarkup);
    context.telegram().execute(message);
  }

  private static String chat(BotContext context) {
    return context.chatId().orElseThrow().toString();
  }
}
