package io.botfunnel.tracking.event;

import java.time.Instant;

/** Something that happened in the funnel and is to be recorded once. */
public sealed interface Recordable permits Bind, Conversion, TrackedStart, OperatorEvent, Webhook {
  /** When it happened; pinned here, never taken from a later attempt. */
  Instant occurredAt();
}
