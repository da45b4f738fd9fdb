package io.botfunnel.testkit.telegram;

import org.jspecify.annotations.Nullable;

/**
 * A text that the bot sent, or with which it edited an earlier one.
 *
 * @param chatId where
 * @param messageId Telegram's id of it; an edit has that of the edited message
 * @param text as it was sent
 * @param replyMarkup JSON of the keyboard, null without one
 * @param edit whether it came by editMessageText
 */
public record SentMessage(
    long chatId, long messageId, String text, @Nullable String replyMarkup, boolean edit) {}
