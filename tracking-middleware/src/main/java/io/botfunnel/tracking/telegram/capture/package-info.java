/** What an update means for the funnel: one source for each kind of thing. */
@NullMarked
package io.botfunnel.tracking.telegram.capture;

import org.jspecify.annotations.NullMarked;
