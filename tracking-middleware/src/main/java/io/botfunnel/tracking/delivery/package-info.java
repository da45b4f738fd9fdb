/** Carries the outbox to the tracker: what an answer leads to, backoff, pause and probe. */
@NullMarked
package io.botfunnel.tracking.delivery;

import org.jspecify.annotations.NullMarked;
