package io.botfunnel.tracking.event;

import static io.botfunnel.tracking.Theories.strings;
import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;

/** What holds for every amount and every currency: nothing is rounded, nothing is guessed. */
final class MoneyPropertiesTest {
  private static final int EXAMPLES = 5_000;

  /** By name, so that a seed means the same examples on every machine. */
  private static final List<String> CODES = sorted(Currency.getAvailableCurrencies());

  private static final Gen<String> CODE =
      Generate.oneOf(
          Generate.pick(List.of("USD", "EUR", "JPY", "KWD", "CLF", "XTR", "XXX", "XAU", "usd")),
          Generate.pick(CODES));

  /** Most are near amounts; any of them may be one. */
  private static final Gen<String> TEXT =
      Generate.oneOf(
          strings("0123456789", 0, 20),
          strings("0123456789", 1, 19).zip(strings("0123456789", 0, 6), (a, b) -> a + "." + b),
          strings("0019.,-+eE ٢\n", 0, 8));

  private static final Gen<BigDecimal> NUMBER =
      Generate.longRange(-1_000, Long.MAX_VALUE)
          .zip(Generate.range(-20, 25), BigDecimal::valueOf)
          .mix(Generate.longRange(-5, 30_000).zip(Generate.range(-4, 5), BigDecimal::valueOf));

  private static List<String> sorted(Set<Currency> currencies) {
    TreeSet<String> codes = new TreeSet<>();
    currencies.forEach(currency -> codes.add(currency.getCurrencyCode()));
    return List.copyOf(codes);
  }

  @Test
  void aTextIsMoneyExactlyIfTheRulesSaySo() {
    theory(EXAMPLES)
        .forAll(TEXT, CODE)
        .checkAssert(
            (text, code) -> {
              if (isPlainDecimal(text) && isMoney(new BigDecimal(text), code, writtenScale(text))) {
                assertIsExactly(Money.of(text, code), new BigDecimal(text), code);
              } else {
                assertThatIllegalArgumentException().isThrownBy(() -> Money.of(text, code));
              }
            });
  }

  @Test
  void aNumberIsMoneyExactlyIfTheRulesSaySo() {
    theory(EXAMPLES)
        .forAll(NUMBER, CODE)
        .checkAssert(
            (number, code) -> {
              if (isMoney(number, code, neededScale(number))) {
                assertIsExactly(Money.of(number, code), number, code);
              } else {
                assertThatIllegalArgumentException().isThrownBy(() -> Money.of(number, code));
              }
            });
  }

  @Test
  void theSameAmountIsEqualHoweverItIsWritten() {
    theory(EXAMPLES)
        .forAll(Generate.longRange(1, 99_999_999_999L), Generate.range(0, 4))
        .checkAssert(
            (cents, zeros) -> {
              BigDecimal amount = BigDecimal.valueOf(cents, 2);
              Money plain = Money.of(amount, "EUR");
              Money padded = Money.of(amount.setScale(2 + zeros), "EUR");
              assertThat(padded).isEqualTo(plain).hasSameHashCodeAs(plain);
              assertThat(Money.of(amount.add(new BigDecimal("0.01")), "EUR")).isNotEqualTo(plain);
              assertThat(Money.of(amount, "USD")).isNotEqualTo(plain);
            });
  }

  private static void assertIsExactly(Money money, BigDecimal amount, String code) {
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    assertThat(money.amount()).as("never rounded").isEqualByComparingTo(amount);
    assertThat(money.value())
        .matches(digits == 0 ? "[0-9]+" : "[0-9]+\\.[0-9]{" + digits + "}")
        .isEqualTo(amount.setScale(digits, RoundingMode.UNNECESSARY).toPlainString());
    assertThat(money).hasToString(money.value() + " " + code);
    assertThat(Money.of(money.value(), money.currencyCode())).isEqualTo(money);
    assertThat(Money.of(money.amount(), code)).isEqualTo(money).hasSameHashCodeAs(money);
  }

  /** Above zero, below 10^15, no more fraction digits than the currency has, a real currency. */
  private static boolean isMoney(BigDecimal amount, String code, int scale) {
    return isRealCurrency(code)
        && amount.signum() > 0
        && amount.compareTo(new BigDecimal(BigInteger.TEN.pow(15))) < 0
        && scale <= Currency.getInstance(code).getDefaultFractionDigits();
  }

  private static boolean isRealCurrency(String code) {
    return CODES.contains(code) && Currency.getInstance(code).getDefaultFractionDigits() >= 0;
  }

  /** ASCII digits with at most one dot between them, 19 digits at most. */
  private static boolean isPlainDecimal(String text) {
    int dots = (int) text.chars().filter(c -> c == '.').count();
    boolean digitsOnly = text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    boolean framed = !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".");
    return digitsOnly && framed && dots <= 1 && text.length() - dots <= 19;
  }

  /** A text's zeros count: {@code 25.000} is finer than a dollar can be. */
  private static int writtenScale(String text) {
    return text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0;
  }

  /** A number's zeros do not. */
  private static int neededScale(BigDecimal number) {
    return number.signum() == 0 ? 0 : Math.max(0, number.stripTrailingZeros().scale());
  }
}
