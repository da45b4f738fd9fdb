package io.botfunnel.tracking.event;

import java.time.Instant;

/** Something that happened in the funnel and is recorded once. */
public sealed interface Recordable permits Bind, Conversion, TrackedStart, OperatorEvent, Webhook {
  /** When it happened. Fixed at the first report and the same at every delivery attempt. */
  Instant occurredAt();
}
