/** Conversions for the bot's conversion handler, whichever way they were reported first. */
@NullMarked
package io.botfunnel.tracking.conversion;

import org.jspecify.annotations.NullMarked;
