/** Passes updates and conversions to the author's code, one at a time per lane. */
@NullMarked
package io.botfunnel.bot.dispatch;

import org.jspecify.annotations.NullMarked;
