/** The write-ahead log, its frames, and the mark that records how far the outbox has come. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.wal;

import org.jspecify.annotations.NullMarked;
