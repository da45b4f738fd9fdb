/** From a Telegram update to what it means for the funnel: the only home of Telegram's types. */
@NullMarked
package io.botfunnel.tracking.telegram;

import org.jspecify.annotations.NullMarked;
