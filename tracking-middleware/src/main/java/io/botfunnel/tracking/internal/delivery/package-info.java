/** Delivers the outbox to the tracker: backoff, circuit breaker, probes and in-flight limit. */
@NullMarked
package io.botfunnel.tracking.internal.delivery;

import org.jspecify.annotations.NullMarked;
