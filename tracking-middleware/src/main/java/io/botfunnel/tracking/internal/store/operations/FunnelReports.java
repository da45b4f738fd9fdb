package io.botfunnel.tracking.internal.store.operations;

import io.botfunnel.tracking.internal.store.table.FunnelTable;
import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Period;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Span;
import io.botfunnel.tracking.operations.StalledStep;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.operations.TimeSlice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Builds the funnel reports for operators from the counts. */
final class FunnelReports {
  /** With fewer events than this, a step has no usual gap. */
  private static final long FEWEST = 10;

  private static final int GAPS_UNTIL_STALLED = 5;
  private static final Duration SHORTEST_STALL = Duration.ofMinutes(10);
  private static final Duration USUAL_OVER = Duration.ofDays(7);

  private FunnelReports() {}

  static Funnel funnel(FunnelTable table, Period period, long nowMs) throws SQLException {
    long fromMs = period.beginAt(nowMs);
    long beforeMs = fromMs - period.length().toMillis();
    List<FunnelTable.Count> counts = table.counts(period.span(), beforeMs);
    List<FunnelTable.Earned> earned = table.revenue(period.span(), beforeMs);
    return new Funnel(
        period,
        Instant.ofEpochMilli(fromMs),
        sums(counts, at -> at >= fromMs),
        sums(counts, at -> at < fromMs),
        revenue(earned, at -> at >= fromMs),
        revenue(earned, at -> at < fromMs),
        slices(period, fromMs, counts, earned));
  }

  private static Map<Step, Long> sums(List<FunnelTable.Count> counts, LongPredicate when) {
    Map<Step, Long> sums = new EnumMap<>(Step.class);
    Stream.of(Step.values()).forEach(step -> sums.put(step, 0L));
    counts.stream()
        .filter(count -> when.test(count.fromMs()))
        .forEach(count -> sums.merge(count.step(), count.n(), Long::sum));
    return sums;
  }

  private static List<Revenue> revenue(List<FunnelTable.Earned> earned, LongPredicate when) {
    Map<String, Revenue> sums = new TreeMap<>();
    earned.stream()
        .filter(part -> when.test(part.fromMs()))
        .map(FunnelTable.Earned::revenue)
        .forEach(part -> sums.merge(part.currency(), part, Revenue::plus));
    return List.copyOf(sums.values());
  }

  private static List<TimeSlice> slices(
      Period period, long fromMs, List<FunnelTable.Count> counts, List<FunnelTable.Earned> earned) {
    Map<Long, Map<Step, Long>> steps = new TreeMap<>();
    Map<Long, List<FunnelTable.Earned>> money = new TreeMap<>();
    counts.forEach(
        c ->
            steps
                .computeIfAbsent(c.fromMs(), any -> new EnumMap<>(Step.class))
                .merge(c.step(), c.n(), Long::sum));
    earned.forEach(e -> money.computeIfAbsent(e.fromMs(), any -> new ArrayList<>()).add(e));
    return LongStream.range(0, period.spans())
        .map(i -> fromMs + i * period.span().length().toMillis())
        .mapToObj(
            at ->
                new TimeSlice(
                    Instant.ofEpochMilli(at),
                    steps.getOrDefault(at, Map.of()),
                    revenue(money.getOrDefault(at, List.of()), any -> true)))
        .toList();
  }

  static List<StalledStep> stalledSteps(FunnelTable table, long nowMs) throws SQLException {
    List<StalledStep> stalledSteps = new ArrayList<>();
    for (Step step : List.of(Step.STARTED, Step.DEPOSIT)) {
      stalledStep(table, step, nowMs).ifPresent(stalledSteps::add);
    }
    return stalledSteps;
  }

  private static Optional<StalledStep> stalledStep(FunnelTable table, Step step, long nowMs)
      throws SQLException {
    List<FunnelTable.Count> counts =
        table.counts(Span.HOUR, nowMs - USUAL_OVER.toMillis()).stream()
            .filter(count -> count.step() == step)
            .toList();
    long n = counts.stream().mapToLong(FunnelTable.Count::n).sum();
    if (n < FEWEST) {
      return Optional.empty();
    }
    long firstMs = counts.stream().mapToLong(FunnelTable.Count::fromMs).min().orElse(nowMs);
    Duration gap = Duration.ofMillis((nowMs - firstMs) / n);
    Duration quiet = Duration.ofMillis(nowMs - last(table, step));
    return isStalled(quiet, gap)
        ? Optional.of(new StalledStep(step, Instant.ofEpochMilli(last(table, step)), gap))
        : Optional.empty();
  }

  private static boolean isStalled(Duration quiet, Duration gap) {
    return quiet.compareTo(gap.multipliedBy(GAPS_UNTIL_STALLED)) > 0
        && quiet.compareTo(SHORTEST_STALL) > 0;
  }

  /**
   * The end of the finest span in which the step last happened; it may have happened as late as
   * then.
   */
  private static long last(FunnelTable table, Step step) throws SQLException {
    OptionalLong minute = table.last(Span.MINUTE, step);
    return minute.isPresent()
        ? minute.getAsLong() + Span.MINUTE.length().toMillis()
        : table.last(Span.HOUR, step).orElse(0) + Span.HOUR.length().toMillis();
  }
}
