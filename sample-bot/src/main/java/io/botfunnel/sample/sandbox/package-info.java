/** A local XTRACKER and a local Bot API for whoever writes a bot, in whatever language. */
@NullMarked
package io.botfunnel.sample.sandbox;

import org.jspecify.annotations.NullMarked;
