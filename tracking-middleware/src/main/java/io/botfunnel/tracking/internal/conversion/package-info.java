/** Conversions as they are stored and sent: the codec and the tracker's wire format. */
@NullMarked
package io.botfunnel.tracking.internal.conversion;

import org.jspecify.annotations.NullMarked;
