/** What a bot's author writes against: handlers, their context, middleware. */
@NullMarked
package io.botfunnel.bot;

import org.jspecify.annotations.NullMarked;
