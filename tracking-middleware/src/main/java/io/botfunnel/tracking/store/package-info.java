/** The lanes, the bindings and the books on disk: the only home of {@code java.sql}. */
@NullMarked
package io.botfunnel.tracking.store;

import org.jspecify.annotations.NullMarked;
