package io.botfunnel.tracking.telegram.capture;

import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.StarsRate;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What Telegram says was paid: a whole number of the currency's smallest units, or of Stars.
 *
 * <p>How many smallest units make one is the {@code exp} of Telegram's {@code currencies.json}: 0
 * or 2, for each of its currencies the fraction digits of ISO 4217. For a currency with three or
 * more, which Telegram's list has not got, it would be a guess, so such a payment has no worth.
 *
 * @param currency three letters of ISO 4217, or {@code XTR} for Stars
 * @param units of the smallest, above zero
 */
record Price(String currency, int units) {
  private static final String STARS = "XTR";
  private static final int MOST_DIGITS_AT_TELEGRAM = 2;

  /**
   * The price in a payment or refund.
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
   * Its worth in real money.
   *
   * @param starsRate what a Star is worth, if the operator has said so
   * @throws IllegalArgumentException if that is not known; says why, and what to do
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
    // Whether it is a currency that somebody can pay in; the error says so otherwise.
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
   * As a person reads it: in Stars as they are, else in the currency; raw where that is unknown.
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
