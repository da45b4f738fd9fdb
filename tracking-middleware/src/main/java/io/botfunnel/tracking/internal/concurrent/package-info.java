/** Threads and futures, as every package here uses them. */
@NullMarked
package io.botfunnel.tracking.internal.concurrent;

import org.jspecify.annotations.NullMarked;
