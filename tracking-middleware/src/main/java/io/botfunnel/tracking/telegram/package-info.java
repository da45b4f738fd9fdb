/**
 * Turns Telegram updates into events of the funnel. Only this package tree uses Telegram's types.
 */
@NullMarked
package io.botfunnel.tracking.telegram;

import org.jspecify.annotations.NullMarked;
