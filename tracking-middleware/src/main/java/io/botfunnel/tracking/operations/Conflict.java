package io.botfunnel.tracking.operations;

import java.time.Instant;

/**
 * A report that contradicts an earlier one and had no effect. Immutable.
 *
 * @param kind what was reported: "bind", or the wire name of the event, such as "deposit"
 * @param key the uid of a bind, or the event id
 * @param kept what stays: the uid's user, or the first amount
 * @param offered what was reported and rejected
 * @param seenAt when it was first reported
 */
public record Conflict(String kind, String key, String kept, String offered, Instant seenAt) {}
