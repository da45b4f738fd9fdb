package io.botfunnel.tracking.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Telegram Star is worth to the operator, such as {@code 0.013 USD}.
 *
 * <p>A payment is converted as a whole and once: Stars times rate, rounded half up to the fraction
 * digits of the currency, and never to nothing: a payment is worth the currency's smallest unit at
 * least.
 *
 * @param perStar above zero and below 10^6, at most 10 fraction digits
 * @param currency a real currency of ISO 4217
 */
public record StarsRate(BigDecimal perStar, Currency currency) {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,10})?) ([A-Z]{3})");
  private static final int MOST_INTEGER_DIGITS = 6;
  private static final int MOST_FRACTION_DIGITS = 10;

  /**
   * @throws IllegalArgumentException if the rate is out of its range
   */
  public StarsRate {
    boolean tooFine = perStar.stripTrailingZeros().scale() > MOST_FRACTION_DIGITS;
    boolean tooLarge = (long) perStar.precision() - perStar.scale() > MOST_INTEGER_DIGITS;
    if (perStar.signum() <= 0 || tooFine || tooLarge) {
      throw broken(perStar.toString());
    }
    // Whether somebody can pay in it at all.
    Money.of(BigDecimal.ONE, currency.getCurrencyCode());
  }

  /**
   * Reads a rate as the operator writes it.
   *
   * @param rate the worth of one Star and its currency, {@code 0.013 USD}
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static StarsRate of(@Nullable String rate) {
    Matcher written = SHAPE.matcher(rate == null ? "" : rate);
    if (!written.matches()) {
      throw broken(rate);
    }
    Money unit = Money.of(BigDecimal.ONE, written.group(2));
    return new StarsRate(new BigDecimal(written.group(1)), unit.currency());
  }

  /**
   * What a payment is worth.
   *
   * @param stars whole Stars, above zero
   * @throws IllegalArgumentException if that is no amount of money
   */
  public Money worth(long stars) {
    int digits = currency.getDefaultFractionDigits();
    BigDecimal exact = perStar.multiply(BigDecimal.valueOf(stars));
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_UP);
    boolean toNothing = exact.signum() > 0 && rounded.signum() == 0;
    return new Money(toNothing ? BigDecimal.ONE.movePointLeft(digits) : rounded, currency);
  }

  private static IllegalArgumentException broken(@Nullable String rate) {
    return Rule.broken(
        "tracking.payments.stars-rate",
        rate,
        "it is the worth of one Star and a currency of ISO 4217, above zero, with up to 10"
            + " fraction digits",
        "Write for example 0.013 USD");
  }

  @Override
  public String toString() {
    return perStar.toPlainString() + " " + currency.getCurrencyCode();
  }
}
