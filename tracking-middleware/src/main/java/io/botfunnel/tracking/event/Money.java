package io.botfunnel.tracking.event;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount above zero in an ISO 4217 currency, with exactly the currency's fraction digits: {@code
 * 25 USD} becomes {@code 25.00 USD}. Nothing is guessed and nothing is rounded. Immutable.
 *
 * @param amount above zero, below 10^15, with the currency's fraction digits as its scale
 * @param currency a currency that payments can be made in; Telegram Stars (XTR) are not one
 */
public record Money(BigDecimal amount, Currency currency) {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
  private static final int MOST_INTEGER_DIGITS = 15;

  /** The currencies CLF and UYW have four. */
  private static final int MOST_FRACTION_DIGITS = 4;

  /**
   * Checks the amount and gives it the currency's fraction digits.
   *
   * @throws IllegalArgumentException if the amount is out of range or has more fraction digits than
   *     the currency, or if nobody can pay in the currency
   */
  public Money {
    requireRealCurrency(currency);
    if (amount.signum() <= 0) {
      throw broken(amount.toString(), "an amount is above zero", "Report what was paid");
    }
    // As a long, because a scale may be as low as an int can be.
    if ((long) amount.precision() - amount.scale() > MOST_INTEGER_DIGITS) {
      throw broken(
          amount.toString(), "an amount is below 10^15", "Check the amount and its currency");
    }
    amount = inDigitsOf(currency, amount);
  }

  /**
   * Parses an amount as a partner or a user writes it.
   *
   * @param amount ASCII digits with at most one dot, such as {@code 25} or {@code 25.00}, at most
   *     19 digits; not rounded
   * @param currency three capital letters of ISO 4217
   * @throws IllegalArgumentException if either is null or breaks its rule
   */
  public static Money of(@Nullable String amount, @Nullable String currency) {
    if (amount == null || !DECIMAL.matcher(amount).matches()) {
      throw broken(
          amount,
          "an amount is plain ASCII digits with at most one dot",
          "Write 25 or 25.00: no comma, sign, exponent or spaces");
    }
    if (amount.replace(".", "").length() > MOST_INTEGER_DIGITS + MOST_FRACTION_DIGITS) {
      throw broken(amount, "an amount has at most 19 digits", "Check the amount");
    }
    Currency known = currencyOf(currency);
    BigDecimal value = new BigDecimal(amount);
    if (value.scale() > known.getDefaultFractionDigits()) {
      throw tooFine(known, amount);
    }
    return new Money(value, known);
  }

  /**
   * Creates an amount from an exact number. Fraction digits beyond the currency's must be zero.
   *
   * @param amount above zero, below 10^15
   * @param currency three capital letters of ISO 4217
   * @throws IllegalArgumentException if either is null or breaks its rule
   */
  public static Money of(@Nullable BigDecimal amount, @Nullable String currency) {
    if (amount == null) {
      throw broken(null, "an amount is above zero", "Report what was paid");
    }
    return new Money(amount, currencyOf(currency));
  }

  /** The amount in plain notation, such as {@code 25.00}. */
  public String value() {
    return amount.toPlainString();
  }

  /** The currency's ISO 4217 code, such as {@code USD}. */
  public String currencyCode() {
    return currency.getCurrencyCode();
  }

  @Override
  public String toString() {
    return value() + " " + currencyCode();
  }

  private static Currency currencyOf(@Nullable String code) {
    if ("XTR".equals(code)) {
      throw brokenCurrency(
          code,
          "Telegram Stars are not a currency of ISO 4217",
          "Convert the Stars to a currency first");
    }
    if (code == null || !CODE.matcher(code).matches()) {
      throw brokenCurrency(code, "a currency is three capital letters of ISO 4217", remedy(code));
    }
    Currency known = known(code);
    requireRealCurrency(known);
    return known;
  }

  private static Currency known(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw brokenCurrency(code, "ISO 4217 does not know this currency", "Check the code");
    }
  }

  private static String remedy(@Nullable String code) {
    String upper = code == null ? "" : code.toUpperCase(Locale.ROOT);
    return CODE.matcher(upper).matches() ? "Write " + upper : "Write for example USD";
  }

  private static void requireRealCurrency(Currency currency) {
    if (currency.getDefaultFractionDigits() < 0) {
      throw brokenCurrency(
          currency.getCurrencyCode(), "nobody pays in this code of ISO 4217", "Check the code");
    }
  }

  private static BigDecimal inDigitsOf(Currency currency, BigDecimal amount) {
    int digits = currency.getDefaultFractionDigits();
    if (amount.stripTrailingZeros().scale() > digits) {
      throw tooFine(currency, amount.toString());
    }
    return amount.setScale(digits);
  }

  private static IllegalArgumentException tooFine(Currency currency, String amount) {
    return broken(
        amount,
        "%s has %d fraction digits"
            .formatted(currency.getCurrencyCode(), currency.getDefaultFractionDigits()),
        "Amounts are never rounded: report the exact amount that was paid");
  }

  private static IllegalArgumentException broken(
      @Nullable String amount, String rule, String remedy) {
    return InvalidValueException.of("amount", amount, rule, remedy);
  }

  private static IllegalArgumentException brokenCurrency(
      @Nullable String code, String rule, String remedy) {
    return InvalidValueException.of("currency", code, rule, remedy);
  }
}
