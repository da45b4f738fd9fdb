/** Receives updates from Telegram, by polling or by a webhook, and sends calls to the Bot API. */
@NullMarked
package io.botfunnel.bot.telegram;

import org.jspecify.annotations.NullMarked;
