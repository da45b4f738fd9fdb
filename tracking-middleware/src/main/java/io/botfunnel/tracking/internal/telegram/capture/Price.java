package io.botfunnel.tracking.internal.telegram.capture;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.StarsRate;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The amount of a Telegram payment: a whole number of the currency's smallest units, or of Stars.
 *
 * <p>The {@code exp} in Telegram's {@code currencies.json} says how many decimals a currency has: 0
 * or 2, which equals the fraction digits of ISO 4217 for each listed currency. Telegram lists no
 * currency with three or more; a payment in one has no worth, since its unit would be a guess.
 *
 * @param currency three letters of ISO 4217, or {@code XTR} for Stars
 * @param units the number of smallest units, above zero
 */
record Price(String currency, int units) {
  private static final String STARS = "XTR";
  private static final int MOST_DIGITS_AT_TELEGRAM = 2;

  /**
   * Returns the price of a payment or refund.
   *
   * @throws IllegalArgumentException if a part is missing
   */
  static Price of(@Nullable String currency, @Nullable Integer totalAmount) {
    if (currency == null || totalAmount == null) {
      throw new IllegalArgumentException("it has no currency or no total_amount");
    }
    return new Price(currency, totalAmount);
  }

  /**
   * Returns the worth in real money.
   *
   * @param starsRate the worth of a Star, if the operator has set it
   * @throws IllegalArgumentException if the worth is not known; says why, and what to do
   */
  Money worth(@Nullable StarsRate starsRate) {
    if (!currency.equals(STARS)) {
      return Money.of(BigDecimal.valueOf(units, digits()), currency);
    }
    if (starsRate == null) {
      throw new IllegalArgumentException(
          "it is in Stars, and tracking.payments.stars-rate does not say what one is worth."
              + " Set it, for example to 0.013 USD");
    }
    return starsRate.worth(units);
  }

  private int digits() {
    // Fails for a currency that cannot be paid in.
    Currency known = Money.of(BigDecimal.ONE, currency).currency();
    int digits = known.getDefaultFractionDigits();
    if (digits > MOST_DIGITS_AT_TELEGRAM) {
      throw new IllegalArgumentException(
          "Telegram's list of currencies has no %s, so its smallest unit is not known."
                  .formatted(currency)
              + " Report the payment with the deposit hook");
    }
    return digits;
  }

  /**
   * Formats the price for people: Stars as Stars, else the amount in its currency, or the raw units
   * if its worth is unknown.
   */
  @Override
  public String toString() {
    try {
      return currency.equals(STARS) ? units + " " + STARS : worth(null).toString();
    } catch (IllegalArgumentException unknown) {
      return units + " smallest units of " + currency;
    }
  }
}
