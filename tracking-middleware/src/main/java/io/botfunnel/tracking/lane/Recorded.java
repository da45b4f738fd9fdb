package io.botfunnel.tracking.lane;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the outbox as its user's timeline shows it.
 *
 * @param kind what was reported: "bind", or the name of the event
 * @param eid what it is counted by
 * @param amount such as {@code 25.00 USD}; empty where no money moved
 * @param state where it stands
 * @param attempts how many attempts counted against it
 * @param reason why it stands there, or null
 * @param recordedAt when it was recorded
 */
public record Recorded(
    String kind,
    String eid,
    String amount,
    State state,
    int attempts,
    @Nullable String reason,
    Instant recordedAt) {}
