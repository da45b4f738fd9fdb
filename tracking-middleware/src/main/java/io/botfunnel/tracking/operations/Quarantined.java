package io.botfunnel.tracking.operations;

import io.botfunnel.tracking.outbox.Topic;
import java.time.Instant;

/**
 * The quarantined entries of a queue: their handlers ended the process, and they are refused until
 * they are tried again. Immutable.
 *
 * @param topic the queue
 * @param entries how many, 1 or more
 * @param nextTrialAt when the first of them is due; a process tries them once it has run for the
 *     first interval of its setting
 */
public record Quarantined(Topic topic, long entries, Instant nextTrialAt) {}
