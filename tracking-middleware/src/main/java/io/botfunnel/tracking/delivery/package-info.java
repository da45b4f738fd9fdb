/**
 * Delivers the outbox to the tracker: the meaning of answers, backoff, circuit breaker and probe.
 */
@NullMarked
package io.botfunnel.tracking.delivery;

import org.jspecify.annotations.NullMarked;
