package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.internal.store.sql.CounterColumns;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.operations.Revenue;
import io.botfunnel.tracking.operations.Span;
import io.botfunnel.tracking.operations.Step;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The statements on the tables of a bot's funnel: its steps, its revenue and its depositors. A
 * depositor is stored as a lane, which belongs to one bot.
 */
public final class FunnelTable {
  private static final CounterColumns STEPS =
      new CounterColumns("funnel", List.of("bot", "span", "step", "from_ms"), List.of("n"));

  private static final CounterColumns REVENUE =
      new CounterColumns(
          "revenue",
          List.of("bot", "span", "currency", "from_ms", "is_first"),
          List.of("n", "amount"));

  private final Session session;
  private final String bot;

  public FunnelTable(Session session, BotName bot) {
    this.session = session;
    this.bot = bot.value();
  }

  /**
   * How often a step happened within a span.
   *
   * @param fromMs the start of the span, epoch milliseconds
   */
  public record Count(Step step, long fromMs, long n) {}

  /**
   * The deposits in one currency within a span.
   *
   * @param fromMs the start of the span, epoch milliseconds
   */
  public record Earned(long fromMs, Revenue revenue) {}

  public void add(Span span, Step step, long fromMs, long n) throws SQLException {
    List<Object> key = List.of(bot, span.word(), step.word(), fromMs);
    session.dialect().add(session, STEPS, key, List.of(BigDecimal.valueOf(n)));
  }

  void add(Span span, long fromMs, Revenue earned) throws SQLException {
    add(span, fromMs, earned.currency(), true, earned.first(), earned.firstAmount());
    add(span, fromMs, earned.currency(), false, earned.repeat(), earned.repeatAmount());
  }

  private void add(
      Span span, long fromMs, String currency, boolean first, long n, BigDecimal amount)
      throws SQLException {
    if (n > 0) {
      List<Object> key = List.of(bot, span.word(), currency, fromMs, first);
      session.dialect().add(session, REVENUE, key, List.of(BigDecimal.valueOf(n), amount));
    }
  }

  /** Records that a lane has deposited; returns whether this is its first deposit. */
  static boolean isFirstOf(Session session, long laneNo) throws SQLException {
    if (session.exists("SELECT 1 FROM depositor WHERE lane_no = ?", laneNo)) {
      return false;
    }
    session.update("INSERT INTO depositor (lane_no) VALUES (?)", laneNo);
    return true;
  }

  /** Makes a lane's next deposit count as its first again. */
  public static void eraseDepositor(Session session, long laneNo) throws SQLException {
    session.update("DELETE FROM depositor WHERE lane_no = ?", laneNo);
  }

  /** The counts since that time, by span. */
  public List<Count> counts(Span span, long sinceMs) throws SQLException {
    return session.all(
        "SELECT step, from_ms, n FROM funnel WHERE bot = ? AND span = ? AND from_ms >= ?",
        row -> new Count(Step.of(row.getString(1)), row.getLong(2), row.getLong(3)),
        bot,
        span.word(),
        sinceMs);
  }

  /** The revenue since that time, by span. */
  public List<Earned> revenue(Span span, long sinceMs) throws SQLException {
    return session.all(
        "SELECT from_ms, currency, is_first, n, amount FROM revenue"
            + " WHERE bot = ? AND span = ? AND from_ms >= ?",
        row ->
            new Earned(
                row.getLong(1),
                row.getBoolean(3)
                    ? new Revenue(
                        row.getString(2), row.getLong(4), row.getBigDecimal(5), 0, BigDecimal.ZERO)
                    : new Revenue(
                        row.getString(2),
                        0,
                        BigDecimal.ZERO,
                        row.getLong(4),
                        row.getBigDecimal(5))),
        bot,
        span.word(),
        sinceMs);
  }

  /** The start of the last span in which the step happened. */
  public OptionalLong last(Span span, Step step) throws SQLException {
    return session
        .first(
            "SELECT from_ms FROM funnel WHERE bot = ? AND span = ? AND step = ?"
                + " ORDER BY bot DESC, span DESC, step DESC, from_ms DESC LIMIT 1",
            row -> row.getLong(1),
            bot,
            span.word(),
            step.word())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Deletes counts of all bots that are too old to be shown. */
  public static void purge(Session session, long nowMs) throws SQLException {
    for (Span span : Span.values()) {
      long before = nowMs - span.kept().toMillis();
      session.update("DELETE FROM funnel WHERE span = ? AND from_ms < ?", span.word(), before);
      session.update("DELETE FROM revenue WHERE span = ? AND from_ms < ?", span.word(), before);
    }
  }
}
