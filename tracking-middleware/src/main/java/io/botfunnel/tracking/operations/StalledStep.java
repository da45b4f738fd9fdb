package io.botfunnel.tracking.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * That something which usually comes has not come for long.
 *
 * @param step what does not come: {@link Step#STARTED} or {@link Step#DEPOSIT}
 * @param lastAt when it last came, to the minute within three hours, to the hour before that
 * @param usualGap the mean time between two of the last seven days
 */
public record StalledStep(Step step, Instant lastAt, Duration usualGap) {}
