/** The tables that both databases have, one class each. */
@NullMarked
package io.botfunnel.tracking.internal.store.table;

import org.jspecify.annotations.NullMarked;
