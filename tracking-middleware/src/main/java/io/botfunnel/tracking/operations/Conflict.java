package io.botfunnel.tracking.operations;

import java.time.Instant;

/**
 * A contradiction that was met and not acted upon.
 *
 * @param kind what was reported: "bind", or the name of the event
 * @param key the uid, or the event id
 * @param kept what stays: the uid's user, or the first amount
 * @param offered what was reported and not taken
 * @param seenAt when it was first met
 */
public record Conflict(String kind, String key, String kept, String offered, Instant seenAt) {}
