/** The outbox on disk behind one class: the queues, the bindings and the books of a bot. */
@NullMarked
package io.botfunnel.tracking.internal.store;

import org.jspecify.annotations.NullMarked;
