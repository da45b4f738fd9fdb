/** Connections to the H2 file for an author's own tables. */
@NullMarked
package io.botfunnel.tracking.internal.store.h2.jdbc;

import org.jspecify.annotations.NullMarked;
