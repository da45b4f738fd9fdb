package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.lane.Topic;
import java.time.Instant;

/**
 * What a queue has set aside because its handlers ended the process, until it is tried again.
 *
 * @param entries how many, 1 at least
 * @param nextTrialAt when the first of them is due; a process makes trials once it has lived for
 *     the first interval of its setting
 */
public record Quarantined(Topic topic, long entries, Instant nextTrialAt) {}
