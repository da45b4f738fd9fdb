package io.botfunnel.tracking;

import io.botfunnel.tracking.delivery.EndpointHealth;
import io.botfunnel.tracking.lane.Books;
import io.botfunnel.tracking.telegram.Held;
import org.jspecify.annotations.Nullable;

/**
 * How tracking is doing.
 *
 * @param endpoint whether events flow to the tracker, and why not
 * @param outbox the books of the outbox
 * @param inFlight how many events are on their way right now
 * @param limit how many may be on their way now: the setting, or less while the tracker asks for
 *     less
 * @param held the batch of updates that waits for the disk, or null: Telegram keeps what comes
 *     after
 * @param dryRun whether requests are shown in the log instead of sent: what is delivered here,
 *     XTRACKER has never seen
 */
public record TrackingHealth(
    EndpointHealth endpoint,
    Books outbox,
    int inFlight,
    int limit,
    @Nullable Held held,
    boolean dryRun) {}
