/** The rules of the queue for any database: append, claim, stage, purge. */
@NullMarked
package io.botfunnel.tracking.internal.store.queue;

import org.jspecify.annotations.NullMarked;
