/** Makes the daemon threads of a bot. */
@NullMarked
package io.botfunnel.bot.thread;

import org.jspecify.annotations.NullMarked;
