package io.botfunnel.bot.telegram;

import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/** Names a call in the log: the method of the Bot API and the chat, and nothing else. */
final class CallName {
  private CallName() {}

  /**
   * @param argument the first argument of the client's method
   * @param otherwise the name to use if the argument is not a method of the Bot API
   */
  static String of(@Nullable Object argument, String otherwise) {
    if (!(argument instanceof PartialBotApiMethod<?> method)) {
      return otherwise;
    }
    Object chat = chatOf(method);
    return chat == null ? method.getMethod() : method.getMethod() + " to chat " + chat;
  }

  /**
   * Looks for a chat id by reflection: most methods have one, but the library has no common type
   * for them.
   */
  private static @Nullable Object chatOf(PartialBotApiMethod<?> method) {
    try {
      return method.getClass().getMethod("getChatId").invoke(method);
    } catch (ReflectiveOperationException hasNone) {
      return null;
    }
  }
}
