package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Span;
import io.botfunnel.tracking.operations.Step;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a transaction adds to the funnel: summed in memory, and written with the transaction. */
public final class FunnelChanges {
  private final Map<Counted, Long> steps = new HashMap<>();
  private final Map<Earned, Revenue> revenue = new HashMap<>();

  public static FunnelChanges of(Transaction tx) {
    return tx.part(FunnelChanges.class, FunnelChanges::new);
  }

  private record Counted(BotName bot, Span span, Step step, long fromMs)
      implements Comparable<Counted> {
    private static final Comparator<Counted> ORDER =
        Comparator.comparing(Counted::bot)
            .thenComparing(Counted::span)
            .thenComparing(Counted::step)
            .thenComparing(Counted::fromMs);

    @Override
    public int compareTo(Counted other) {
      return ORDER.compare(this, other);
    }
  }

  private record Earned(BotName bot, Span span, String currency, long fromMs)
      implements Comparable<Earned> {
    private static final Comparator<Earned> ORDER =
        Comparator.comparing(Earned::bot)
            .thenComparing(Earned::span)
            .thenComparing(Earned::currency)
            .thenComparing(Earned::fromMs);

    @Override
    public int compareTo(Earned other) {
      return ORDER.compare(this, other);
    }
  }

  void happened(BotName bot, Step step, long atMs) {
    for (Span span : Span.values()) {
      steps.merge(new Counted(bot, span, step, span.beginOf(atMs)), 1L, Long::sum);
    }
  }

  void deposited(BotName bot, String currency, BigDecimal amount, boolean first, long atMs) {
    BigDecimal none = BigDecimal.ZERO;
    Revenue one =
        first
            ? new Revenue(currency, 1, amount, 0, none)
            : new Revenue(currency, 0, none, 1, amount);
    for (Span span : Span.values()) {
      revenue.merge(new Earned(bot, span, currency, span.beginOf(atMs)), one, Revenue::plus);
    }
  }

  /** Writes the sums since the last call. */
  public void write(Session session) throws SQLException {
    // In one fixed order, since other writers of the same database may add to the same rows.
    for (Map.Entry<Counted, Long> step : new TreeMap<>(steps).entrySet()) {
      Counted counted = step.getKey();
      FunnelTable table = new FunnelTable(session, counted.bot());
      table.add(counted.span(), counted.step(), counted.fromMs(), step.getValue());
    }
    for (Map.Entry<Earned, Revenue> earned : new TreeMap<>(revenue).entrySet()) {
      Earned key = earned.getKey();
      new FunnelTable(session, key.bot()).add(key.span(), key.fromMs(), earned.getValue());
    }
    steps.clear();
    revenue.clear();
  }
}
