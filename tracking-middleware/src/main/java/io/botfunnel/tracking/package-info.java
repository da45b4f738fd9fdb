/**
 * What a bot author touches: build a {@code Tracking}, call its hooks, put its middleware before
 * the bot.
 */
@NullMarked
package io.botfunnel.tracking;

import org.jspecify.annotations.NullMarked;
