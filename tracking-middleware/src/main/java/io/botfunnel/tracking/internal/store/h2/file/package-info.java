/** All that touches the H2 file: opening, checkpoints, compaction, its faults. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.file;

import org.jspecify.annotations.NullMarked;
