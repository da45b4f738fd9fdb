/**
 * The mechanism behind outbox, inbox and conversions: a durable queue in which each lane keeps its
 * order.
 */
@NullMarked
package io.botfunnel.tracking.internal.lane;

import org.jspecify.annotations.NullMarked;
