package io.botfunnel.tracking.delivery;

import java.time.Instant;

/**
 * A kind of events that the tracker refuses. Immutable.
 *
 * @param kind the wire name of the event, such as "deposit", or "bind"
 * @param events how many were refused since the refusals began
 * @param since when the refusals began
 * @param reason why the latest was refused, without secrets
 */
public record RefusedKind(String kind, long events, Instant since, String reason) {}
