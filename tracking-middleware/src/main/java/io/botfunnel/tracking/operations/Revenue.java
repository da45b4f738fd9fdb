package io.botfunnel.tracking.operations;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * The deposits in one currency; currencies are never added up. Amounts have the currency's fraction
 * digits: {@code 25.00 USD}, {@code 7 JPY}. Immutable.
 *
 * @param currency ISO 4217 code
 * @param first how many deposits were their user's first
 * @param firstAmount the sum of those
 * @param repeat how many deposits were not their user's first
 * @param repeatAmount the sum of those
 */
public record Revenue(
    String currency, long first, BigDecimal firstAmount, long repeat, BigDecimal repeatAmount) {

  /**
   * Gives the amounts the currency's fraction digits.
   *
   * @throws IllegalArgumentException if ISO 4217 does not know the currency
   */
  public Revenue {
    firstAmount = inDigitsOf(currency, firstAmount);
    repeatAmount = inDigitsOf(currency, repeatAmount);
  }

  /** The sum of all deposits. */
  public BigDecimal amount() {
    return firstAmount.add(repeatAmount);
  }

  /** Adds another revenue in this currency. */
  public Revenue plus(Revenue other) {
    return new Revenue(
        currency,
        first + other.first,
        firstAmount.add(other.firstAmount),
        repeat + other.repeat,
        repeatAmount.add(other.repeatAmount));
  }

  /** Digits beyond the currency's own are kept: nothing is rounded. */
  private static BigDecimal inDigitsOf(String currency, BigDecimal amount) {
    int needed = Math.max(0, amount.stripTrailingZeros().scale());
    int usual = Currency.getInstance(currency).getDefaultFractionDigits();
    return amount.setScale(Math.max(usual, needed));
  }
}
