package io.botfunnel.testkit.telegram;

import org.jspecify.annotations.Nullable;

/**
 * A message that the bot sent, or an edit of an earlier one.
 *
 * @param chatId the id of the chat
 * @param messageId Telegram's id of the message; an edit has the id of the edited message
 * @param text the text as it was sent
 * @param replyMarkup the JSON of the keyboard; null without one
 * @param edit whether it was sent by editMessageText
 */
public record SentMessage(
    long chatId, long messageId, String text, @Nullable String replyMarkup, boolean edit) {}
