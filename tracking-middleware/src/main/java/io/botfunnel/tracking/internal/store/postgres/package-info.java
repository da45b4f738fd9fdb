/** The shared engine: an outbox in PostgreSQL that several processes use at once. */
@NullMarked
package io.botfunnel.tracking.internal.store.postgres;

import org.jspecify.annotations.NullMarked;
