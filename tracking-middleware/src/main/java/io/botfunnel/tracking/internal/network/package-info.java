/** Addresses of this machine, and the backoff of everything that retries. */
@NullMarked
package io.botfunnel.tracking.internal.network;

import org.jspecify.annotations.NullMarked;
