/** A local XTRACKER and a local Bot API for bot authors, in any language. */
@NullMarked
package io.botfunnel.sample.sandbox;

import org.jspecify.annotations.NullMarked;
