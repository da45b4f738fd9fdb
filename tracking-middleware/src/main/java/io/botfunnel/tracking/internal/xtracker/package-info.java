/** XTRACKER's contract: request bodies, and the meaning of its answers. */
@NullMarked
package io.botfunnel.tracking.internal.xtracker;

import org.jspecify.annotations.NullMarked;
