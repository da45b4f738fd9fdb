package io.botfunnel.tracking.delivery;

import java.time.Instant;

/**
 * The tracker refuses events of one kind.
 *
 * @param kind what is refused: the name of an event, or that of a binding
 * @param events how many it has refused since it began to
 * @param since when that was
 * @param reason why the latest was refused, without secrets
 */
public record RefusedKind(String kind, long events, Instant since, String reason) {}
