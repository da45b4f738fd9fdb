/** How the tracker is doing: the verdict on an answer, and the health of the endpoint. */
@NullMarked
package io.botfunnel.tracking.delivery;

import org.jspecify.annotations.NullMarked;
