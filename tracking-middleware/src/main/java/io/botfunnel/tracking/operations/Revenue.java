package io.botfunnel.tracking.operations;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * The deposits of one currency; those of several are never summed. Amounts have the fraction digits
 * of their currency: {@code 25.00 USD}, {@code 7 JPY}.
 *
 * @param currency ISO 4217
 * @param first how many were their user's first
 * @param firstAmount what those came to
 * @param repeat how many were not
 * @param repeatAmount what those came to
 */
public record Revenue(
    String currency, long first, BigDecimal firstAmount, long repeat, BigDecimal repeatAmount) {

  public Revenue {
    firstAmount = inDigitsOf(currency, firstAmount);
    repeatAmount = inDigitsOf(currency, repeatAmount);
  }

  /** All of it. */
  public BigDecimal amount() {
    return firstAmount.add(repeatAmount);
  }

  /** Both together. */
  public Revenue plus(Revenue other) {
    return new Revenue(
        currency,
        first + other.first,
        firstAmount.add(other.firstAmount),
        repeat + other.repeat,
        repeatAmount.add(other.repeatAmount));
  }

  /** More digits than a currency has are kept: nothing is ever rounded. */
  private static BigDecimal inDigitsOf(String currency, BigDecimal amount) {
    int needed = Math.max(0, amount.stripTrailingZeros().scale());
    int usual = Currency.getInstance(currency).getDefaultFractionDigits();
    return amount.setScale(Math.max(usual, needed));
  }
}
