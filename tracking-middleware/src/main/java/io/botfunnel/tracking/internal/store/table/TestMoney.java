package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Money;

/**
 * Marks money that nobody paid, in the entry's own amount: {@code 1.00 USD test}. So the mark goes
 * wherever the amount goes, into journal, lists, exports, a move and the keys of what is purged;
 * and a real deposit with the same id is a contradiction rather than a duplicate.
 */
public final class TestMoney {
  private static final String MARK = " test";

  private TestMoney() {}

  public static String of(Money money) {
    return money + MARK;
  }

  static boolean is(String amount) {
    return amount.endsWith(MARK);
  }
}
