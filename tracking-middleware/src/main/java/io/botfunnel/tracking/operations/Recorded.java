package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.lane.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as an operator sees it.
 *
 * @param id order of recording, over all queues
 * @param kind what it is: "bind", the name of the event, or "update"
 * @param eid what it is counted by
 * @param telegramUserId whose it is, or null where only the click is known
 * @param uid the click id that it carries, or null
 * @param amount such as {@code 25.00 USD}, or {@code 1.00 USD test} where nobody paid it; empty
 *     where no money moved
 * @param state where it stands
 * @param attempts how many attempts counted against it
 * @param reason why it stands there, or null
 * @param recordedAt when it was recorded
 * @param settledAt when it left the waiting, or null
 * @param triedAgainAt when a quarantined one is tried again at the earliest, or null
 */
public record Recorded(
    long id,
    String kind,
    String eid,
    @Nullable Long telegramUserId,
    @Nullable String uid,
    String amount,
    State state,
    int attempts,
    @Nullable String reason,
    Instant recordedAt,
    @Nullable Instant settledAt,
    @Nullable Instant triedAgainAt) {}
