package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.outbox.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as an operator sees it. Immutable.
 *
 * @param id increases in the order of recording, over all queues
 * @param kind what it is: "bind", the wire name of the event, or "update"
 * @param eid the identity under which it counts once
 * @param telegramUserId the Telegram user; null if only the click is known
 * @param uid the click id that it carries, or null
 * @param amount such as {@code 25.00 USD}, or {@code 1.00 USD test} for a test deposit; empty if no
 *     money was paid
 * @param state the entry's state
 * @param attempts how many attempts counted against it
 * @param reason why it is in this state, or null
 * @param recordedAt when it was recorded
 * @param settledAt when it stopped waiting, or null
 * @param nextTrialAt the earliest time of the next trial of a quarantined entry, or null
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
    @Nullable Instant nextTrialAt) {}
