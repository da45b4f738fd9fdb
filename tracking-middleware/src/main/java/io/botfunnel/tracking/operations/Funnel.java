package io.botfunnel.tracking.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The funnel of a period. An event counts at the time it was recorded, and is included within about
 * a second.
 *
 * @param period the length of the period
 * @param from when the period began
 * @param counts how often each step was taken; contains every step
 * @param before how often each step was taken in the period before; contains every step
 * @param revenue the deposits, one element per currency
 * @param revenueBefore the deposits of the period before, one element per currency
 * @param slices the period's time slices in order, empty ones included
 */
public record Funnel(
    Period period,
    Instant from,
    Map<Step, Long> counts,
    Map<Step, Long> before,
    List<Revenue> revenue,
    List<Revenue> revenueBefore,
    List<TimeSlice> slices) {}
