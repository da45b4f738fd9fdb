/** How often a log repeats itself. */
@NullMarked
package io.botfunnel.tracking.internal.logging;

import org.jspecify.annotations.NullMarked;
