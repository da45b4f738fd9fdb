/** Determines what an update means for the funnel; each kind of meaning has its own source. */
@NullMarked
package io.botfunnel.tracking.internal.telegram.capture;

import org.jspecify.annotations.NullMarked;
