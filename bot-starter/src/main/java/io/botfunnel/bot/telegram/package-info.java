/** How updates come from Telegram, by polling or by a webhook, and how calls go out. */
@NullMarked
package io.botfunnel.bot.telegram;

import org.jspecify.annotations.NullMarked;
