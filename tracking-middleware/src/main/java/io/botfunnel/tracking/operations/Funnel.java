package io.botfunnel.tracking.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The funnel of a period. An event is counted when it was recorded, within about a second.
 *
 * @param period how long
 * @param from the period's first moment
 * @param counts how often each step was taken; every step has a number
 * @param before the same of the period before
 * @param revenue the deposits, by currency
 * @param revenueBefore the same of the period before
 * @param course the period's spans in their order, those without anything included
 */
public record Funnel(
    Period period,
    Instant from,
    Map<Step, Long> counts,
    Map<Step, Long> before,
    List<Revenue> revenue,
    List<Revenue> revenueBefore,
    List<TimeSlice> course) {}
