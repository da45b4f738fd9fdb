package io.botfunnel.tracking.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * A step of the funnel that has not occurred for unusually long. Immutable.
 *
 * @param step {@link Step#STARTED} or {@link Step#DEPOSIT}
 * @param lastAt when it last occurred, to the minute within three hours, to the hour before that
 * @param usualGap the mean time between two occurrences in the last seven days
 */
public record StalledStep(Step step, Instant lastAt, Duration usualGap) {}
