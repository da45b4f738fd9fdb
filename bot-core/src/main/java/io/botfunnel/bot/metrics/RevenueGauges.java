package io.botfunnel.bot.metrics;

import io.botfunnel.tracking.operations.Funnel;
import io.botfunnel.tracking.operations.Revenue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gauges for the deposits of the last day; one series per currency that occurred. */
final class RevenueGauges {
  private final MultiGauge amounts;
  private final MultiGauge deposits;

  RevenueGauges(MeterRegistry registry, Tags tags) {
    this.amounts =
        MultiGauge.builder("botfunnel.revenue.last.day")
            .description("What the deposits of the last 24 hours came to")
            .tags(tags)
            .register(registry);
    this.deposits =
        MultiGauge.builder("botfunnel.deposits.last.day")
            .description("How many deposits came in the last 24 hours")
            .tags(tags)
            .register(registry);
  }

  /** Updates the gauges; null removes them. */
  void update(@Nullable Funnel funnel) {
    List<Revenue> revenue = funnel == null ? List.of() : funnel.revenue();
    amounts.register(rows(revenue, Revenue::firstAmount, Revenue::repeatAmount), true);
    deposits.register(rows(revenue, Revenue::first, Revenue::repeat), true);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<Revenue> revenue, Function<Revenue, Number> first, Function<Revenue, Number> repeat) {
    return revenue.stream()
        .<MultiGauge.Row<?>>flatMap(
            each -> Stream.of(row(each, "first", first), row(each, "repeat", repeat)))
        .toList();
  }

  private static MultiGauge.Row<?> row(
      Revenue revenue, String deposit, Function<Revenue, Number> value) {
    Tags tags = Tags.of("currency", revenue.currency(), "deposit", deposit);
    return MultiGauge.Row.of(tags, value.apply(revenue));
  }
}
