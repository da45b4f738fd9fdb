/** The disk: owner-only files, forced folders, free space. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.disk;

import org.jspecify.annotations.NullMarked;
