/**
 * The API for bot authors: build a {@code Tracking}, call its hooks, and put its middleware before
 * the bot.
 */
@NullMarked
package io.botfunnel.tracking;

import org.jspecify.annotations.NullMarked;
