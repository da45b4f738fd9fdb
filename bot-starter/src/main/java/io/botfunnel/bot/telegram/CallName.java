package io.botfunnel.bot.telegram;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** What a call is called in the log: the method of the Bot API and the chat, and nothing more. */
final class CallName {
  private CallName() {}

  /**
   * @param argument what the client was called with
   * @param otherwise the name where that is no method of the Bot API
   */
  static String of(@Nullable Object argument, String otherwise) {
    if (!(argument instanceof PartialBotApiMethod<?> method)) {
      return otherwise;
    }
    Object chat = chatOf(method);
    return chat == null ? method.getMethod() : method.getMethod() + " to chat " + chat;
  }

  /** Most methods have a chat, and the library has no type for those. */
  private static @Nullable Object chatOf(PartialBotApiMethod<?> method) {
    try {
      return method.getClass().getMethod("getChatId").invoke(method);
    } catch (ReflectiveOperationException hasNone) {
      return null;
    }
  }
}
