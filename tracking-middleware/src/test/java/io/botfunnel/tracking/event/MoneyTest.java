package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  @Nested
  class AnAmount {
    @ParameterizedTest
    @CsvSource({
      "25,      USD, 25.00",
      "25.0,    USD, 25.00",
      "25.5,    USD, 25.50",
      "0.01,    EUR, 0.01",
      "007,     USD, 7.00",
      "500,     JPY, 500",
      "1.234,   KWD, 1.234",
      "1,       KWD, 1.000",
      "999999999999999.99, USD, 999999999999999.99"
    })
    void isKeptWithTheDigitsOfItsCurrency(String amount, String currency, String kept) {
      Money money = Money.of(amount, currency);
      assertThat(money.value()).isEqualTo(kept);
      assertThat(money).hasToString(kept + " " + currency);
    }

    @Test
    void isTheSameHoweverItsZerosAreWritten() {
      assertThat(Money.of("25", "USD"))
          .isEqualTo(Money.of("25.00", "USD"))
          .isEqualTo(Money.of(new BigDecimal("25.0000"), "USD"))
          .isEqualTo(Money.of(new BigDecimal("2.5E1"), "USD"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "25,00",
          "1,000.00",
          "1e3",
          "1E3",
          "-1",
          "+5",
          " 25",
          "25 ",
          "",
          " ",
          ".5",
          "5.",
          ".",
          "1.2.3",
          "1_000",
          "0x10",
          "NaN",
          "25 USD",
          "$25",
          "٢٥",
          "２５",
          "25\n",
          "25\u0000"
        })
    void isPlainAsciiDigitsWithAtMostOneDot(String amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageStartingWith("amount '")
          .withMessageContaining("': an amount is plain ASCII digits with at most one dot.")
          .withMessageEndingWith("Write 25 or 25.00: no comma, sign, exponent or spaces");
    }

    @ParameterizedTest
    @NullSource
    void isThere(String amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageStartingWith("amount is absent: ");
    }

    @ParameterizedTest
    @NullSource
    void isThereAsADecimalToo(BigDecimal amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageStartingWith("amount is absent: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "000"})
    void isAboveZero(String amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageContainingAll("amount '0", "above zero", "Report what was paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-25", "-0.01", "0", "0E+9"})
    void isAboveZeroAsADecimalToo(BigDecimal amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageContainingAll("amount", "above zero");
    }

    @ParameterizedTest
    @CsvSource({
      "25.001, USD, 2",
      "25.000, USD, 2",
      "0.001, EUR, 2",
      "1.5, JPY, 0",
      "1.2345, KWD, 3"
    })
    void isNeverRounded(String amount, String currency, int digits) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, currency))
          .withMessageStartingWith("amount '" + amount + "'")
          .withMessageContaining("%s has %d fraction digits", currency, digits)
          .withMessageContaining("report the exact amount that was paid");
    }

    @Test
    void isNeverRoundedAsADecimalEither() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(new BigDecimal("25.001"), "USD"))
          .withMessageContainingAll("amount '25.001'", "USD has 2 fraction digits");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1000000000000000",
          "9999999999999999999999999999999999999999",
          "1234567890123456.78"
        })
    void isBelowTenToTheFifteenth(String amount) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(amount, "USD"))
          .withMessageContainingAll("amount '" + amount, "Check the amount");
    }

    @ParameterizedTest
    @ValueSource(ints = {-15, -1_000_000_000, Integer.MIN_VALUE})
    void isBelowTenToTheFifteenthHoweverItIsScaled(int scale) {
      BigDecimal huge = BigDecimal.valueOf(1, scale);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of(huge, "USD"))
          .withMessageContainingAll("amount '", "below 10^15");
    }

    @Test
    void isShownWithoutWhatCouldForgeALogLine() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("٢٥\n", "USD"))
          .withMessageStartingWith("amount '\\u0662\\u0665\\u000a': ");
    }

    @Test
    void isShownInPart() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("9".repeat(5_000), "USD"))
          .withMessageStartingWith("amount '" + "9".repeat(80) + "…': ");
    }
  }

  @Nested
  class ACurrency {
    @ParameterizedTest
    @ValueSource(strings = {"US", "USDT", "U$D", "", " ", "USD ", "ＵＳＤ", "840"})
    void isThreeCapitalLetters(String currency) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", currency))
          .withMessageStartingWith("currency '")
          .withMessageContainingAll("three capital letters of ISO 4217", "Write for example USD");
    }

    @ParameterizedTest
    @NullSource
    void isThere(String currency) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", currency))
          .withMessageStartingWith("currency is absent: ")
          .withMessageEndingWith("Write for example USD");
    }

    @Test
    void isNamedInCapitalsWhereItIsWrittenSmall() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", "usd"))
          .withMessageStartingWith("currency 'usd'")
          .withMessageEndingWith("Write USD");
    }

    @Test
    void isOneThatPeoplePayInHoweverItIsPassed() {
      Currency gold = Currency.getInstance("XAU");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Money(BigDecimal.ONE, gold))
          .withMessageContainingAll("currency 'XAU'", "nobody pays in this code");
    }

    @Test
    void isNotTelegramStars() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", "XTR"))
          .withMessageContainingAll("currency 'XTR'", "Telegram Stars", "Convert the Stars");
    }

    @Test
    void isKnown() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", "ZZZ"))
          .withMessageContainingAll("currency 'ZZZ'", "ISO 4217 does not know", "Check the code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU"})
    void isOneThatPeoplePayIn(String currency) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Money.of("25", currency))
          .withMessageContainingAll("currency '" + currency + "'", "nobody pays", "Check the code");
    }
  }
}
