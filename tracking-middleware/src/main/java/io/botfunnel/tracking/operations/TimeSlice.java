package io.botfunnel.tracking.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The events within one span of a period.
 *
 * @param from when the span began
 * @param counts how often each step was taken; steps that were not taken are absent
 * @param revenue the deposits, one element per currency
 */
public record TimeSlice(Instant from, Map<Step, Long> counts, List<Revenue> revenue) {}
