/** What operators query and change in an outbox. */
@NullMarked
package io.botfunnel.tracking.internal.store.operations;

import org.jspecify.annotations.NullMarked;
