/** A small real funnel bot, and the command line that runs it. */
@NullMarked
package io.botfunnel.sample;

import org.jspecify.annotations.NullMarked;
