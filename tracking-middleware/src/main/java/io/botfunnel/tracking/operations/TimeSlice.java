package io.botfunnel.tracking.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened within one span of a period.
 *
 * @param from its begin
 * @param counts how often each step was taken; a step that was not is missing
 * @param revenue the deposits, by currency
 */
public record TimeSlice(Instant from, Map<Step, Long> counts, List<Revenue> revenue) {}
