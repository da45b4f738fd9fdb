/** Requests for updates of a bot that polls with TelegramBots itself. */
@NullMarked
package io.botfunnel.tracking.telegram.polling;

import org.jspecify.annotations.NullMarked;
