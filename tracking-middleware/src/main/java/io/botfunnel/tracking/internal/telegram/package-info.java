/** Turns Telegram updates into inbox entries and events, inside the library's consumer. */
@NullMarked
package io.botfunnel.tracking.internal.telegram;

import org.jspecify.annotations.NullMarked;
