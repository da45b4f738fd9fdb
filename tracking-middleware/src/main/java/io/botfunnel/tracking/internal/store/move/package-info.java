/** Moves an outbox from one kind of database to the other. */
@NullMarked
package io.botfunnel.tracking.internal.store.move;

import org.jspecify.annotations.NullMarked;
