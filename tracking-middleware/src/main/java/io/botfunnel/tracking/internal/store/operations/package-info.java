/** What operators ask of an outbox, and what they change. */
@NullMarked
package io.botfunnel.tracking.internal.store.operations;

import org.jspecify.annotations.NullMarked;
