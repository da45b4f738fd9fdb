/** Connections to other machines: why one cannot be reached, and the proxy between. */
@NullMarked
package io.botfunnel.tracking.network;

import org.jspecify.annotations.NullMarked;
