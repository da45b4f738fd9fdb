package io.botfunnel.tracking.internal.store.table;

import io.botfunnel.tracking.event.Money;

/**
 * Marks test money in the entry's own amount: {@code 1.00 USD test}. So the mark goes wherever the
 * amount goes: into the write-ahead log (WAL), lists, exports, a move and the keys of purged
 * entries. A real deposit with the same id is then a conflict rather than a duplicate.
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
