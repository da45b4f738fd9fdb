/** The H2 file: opening, checkpoints, compaction and faults. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.file;

import org.jspecify.annotations.NullMarked;
