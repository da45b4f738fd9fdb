package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.BotName;
import io.botfunnel.tracking.event.EventName;
import io.botfunnel.tracking.event.OperatorEvent;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.operations.Step;
import io.botfunnel.tracking.outbox.Topic;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates entries into funnel steps. Used within a transaction. */
public final class FunnelCounting {
  private static final Pattern MONEY = Pattern.compile("([0-9.]+) ([A-Z]{3})");

  private static final Map<String, Step> STEPS =
      Map.of(
          Bind.KIND,
          Step.STARTED,
          EventName.CONTACT.wireName(),
          Step.CONTACT,
          EventName.SUBSCRIBED.wireName(),
          Step.SUBSCRIBED,
          EventName.REGISTRATION.wireName(),
          Step.REGISTRATION,
          EventName.DEPOSIT.wireName(),
          Step.DEPOSIT);

  private static final Map<String, Step> NOTICED =
      Map.of(
          OperatorEvent.Kind.REFUND.word(),
          Step.REFUND,
          OperatorEvent.Kind.BLOCKED.word(),
          Step.BLOCKED,
          OperatorEvent.Kind.UNBLOCKED.word(),
          Step.UNBLOCKED);

  private static final Map<Topic, Map<String, Step>> COUNTED =
      Map.of(Topic.OUTBOX, STEPS, Topic.OPERATOR_EVENTS, NOTICED);

  private FunnelCounting() {}

  /**
   * Counts an entry when it is written to the tables, which happens once per entry. A test deposit
   * is no step; one above the ceiling is not counted yet.
   */
  public static void countWritten(Transaction tx, PendingEntry pending) throws SQLException {
    if (TestMoney.is(pending.fingerprint()) || AboveCeiling.is(pending)) {
      return;
    }
    Entry entry = pending.entry();
    Step step = COUNTED.getOrDefault(entry.topic().kind(), Map.of()).get(entry.kind());
    if (step != null) {
      FunnelChanges.of(tx).happened(entry.topic().bot(), step, entry.appendedAtMs());
    }
    if (step == Step.DEPOSIT) {
      BotName bot = entry.topic().bot();
      deposited(tx, bot, pending.laneNo(), pending.fingerprint(), entry.appendedAtMs());
    }
  }

  /**
   * Counts a deposit above the ceiling once it is released, in the minute in which it was reported.
   */
  public static void countReleased(Transaction tx, EntryRow deposit) throws SQLException {
    BotName bot = deposit.topic().bot();
    FunnelChanges.of(tx).happened(bot, Step.DEPOSIT, deposit.recordedAtMs());
    deposited(tx, bot, deposit.laneNo(), deposit.amount(), deposit.recordedAtMs());
  }

  private static void deposited(Transaction tx, BotName bot, long laneNo, String amount, long atMs)
      throws SQLException {
    boolean first = FunnelTable.isFirstOf(tx.session(), laneNo);
    if (first) {
      FunnelChanges.of(tx).happened(bot, Step.FIRST_DEPOSIT, atMs);
    }
    // Matches the text form of Money: the amount, a space, the currency.
    Matcher money = MONEY.matcher(amount);
    if (money.matches()) {
      BigDecimal paid = new BigDecimal(money.group(1));
      FunnelChanges.of(tx).deposited(bot, money.group(2), paid, first, atMs);
    }
  }

  /**
   * Counts the answer to a bind.
   *
   * @param matched whether the tracker knows the click
   */
  static void countBound(Transaction tx, Entry bind, boolean matched) {
    Step step = matched ? Step.MATCHED : Step.UNMATCHED;
    FunnelChanges.of(tx).happened(bind.topic().bot(), step, bind.appendedAtMs());
  }
}
