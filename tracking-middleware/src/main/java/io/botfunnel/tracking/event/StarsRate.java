package io.botfunnel.tracking.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of one Telegram Star to the operator, such as {@code 0.013 USD}. Immutable.
 *
 * <p>A payment is converted as a whole and once: Stars times rate, rounded half up to the
 * currency's fraction digits. A payment is never worth nothing: its least value is the currency's
 * smallest unit.
 *
 * @param perStar above zero and below 10^6, at most 10 fraction digits
 * @param currency an ISO 4217 currency that payments can be made in
 */
public record StarsRate(BigDecimal perStar, Currency currency) {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,10})?) ([A-Z]{3})");
  private static final int MOST_INTEGER_DIGITS = 6;
  private static final int MOST_FRACTION_DIGITS = 10;

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range, or nobody can pay in the
   *     currency
   */
  public StarsRate {
    boolean tooFine = perStar.stripTrailingZeros().scale() > MOST_FRACTION_DIGITS;
    boolean tooLarge = (long) perStar.precision() - perStar.scale() > MOST_INTEGER_DIGITS;
    if (perStar.signum() <= 0 || tooFine || tooLarge) {
      throw broken(perStar.toString());
    }
    // Fails if nobody can pay in this currency.
    Money.of(BigDecimal.ONE, currency.getCurrencyCode());
  }

  /**
   * Parses a rate as the operator writes it.
   *
   * @param rate the value of one Star and its currency, {@code 0.013 USD}
   * @throws IllegalArgumentException if it is null, has another form or is out of range
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
   * The value of a payment.
   *
   * @param stars whole Stars, above zero
   * @throws IllegalArgumentException if the value is not a valid amount of {@link Money}
   */
  public Money worth(long stars) {
    int digits = currency.getDefaultFractionDigits();
    BigDecimal exact = perStar.multiply(BigDecimal.valueOf(stars));
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_UP);
    boolean toNothing = exact.signum() > 0 && rounded.signum() == 0;
    return new Money(toNothing ? BigDecimal.ONE.movePointLeft(digits) : rounded, currency);
  }

  private static IllegalArgumentException broken(@Nullable String rate) {
    return InvalidValueException.of(
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
