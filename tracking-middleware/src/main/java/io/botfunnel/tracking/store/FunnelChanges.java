package io.botfunnel.tracking.store;

import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Span;
import io.botfunnel.tracking.operations.Step;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What a transaction adds to the funnel: summed in memory, and written with it. */
final class FunnelChanges {
  private final Map<Counted, Long> steps = new HashMap<>();
  private final Map<Earned, Revenue> revenue = new HashMap<>();

  private record Counted(Span span, Step step, long fromMs) {}

  private record Earned(Span span, String currency, long fromMs) {}

  void happened(Step step, long atMs) {
    for (Span span : Span.values()) {
      steps.merge(new Counted(span, step, span.beginOf(atMs)), 1L, Long::sum);
    }
  }

  void deposited(String currency, BigDecimal amount, boolean first, long atMs) {
    BigDecimal none = BigDecimal.ZERO;
    Revenue one =
        first
            ? new Revenue(currency, 1, amount, 0, none)
            : new Revenue(currency, 0, none, 1, amount);
    for (Span span : Span.values()) {
      revenue.merge(new Earned(span, currency, span.beginOf(atMs)), one, Revenue::plus);
    }
  }

  /** Writes what was summed since the last writing. */
  void write(Session session) throws SQLException {
    for (Map.Entry<Counted, Long> step : steps.entrySet()) {
      Counted counted = step.getKey();
      FunnelTable.add(session, counted.span(), counted.step(), counted.fromMs(), step.getValue());
    }
    for (Map.Entry<Earned, Revenue> earned : revenue.entrySet()) {
      FunnelTable.add(session, earned.getKey().span(), earned.getKey().fromMs(), earned.getValue());
    }
    steps.clear();
    revenue.clear();
  }
}
