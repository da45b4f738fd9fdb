/** The embedded engine: an H2 file that one process owns, with a write-ahead log in front. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2;

import org.jspecify.annotations.NullMarked;
