package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarsRateTest {
  @ParameterizedTest
  @ValueSource(strings = {"0.013 USD", "1 EUR", "2.5 JPY", "0.0000000001 USD", "999999 VND"})
  void isAnAmountAndACurrency(String rate) {
    assertThat(StarsRate.of(rate)).hasToString(rate);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0.013",
        "USD",
        "0.013USD",
        "0,013 USD",
        "-1 USD",
        "0 USD",
        "0.000 USD",
        "1e-2 USD",
        "0.00000000001 USD",
        "1000000 USD",
        "0.013 usd",
        "USD 0.013",
        "0.013  USD",
        "٠.٠١٣ USD"
      })
  void isNothingElse(String rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StarsRate.of(rate))
        .withMessageStartingWith("tracking.payments.stars-rate ")
        .withMessageContaining("Write for example 0.013 USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.013 XTR", "1 XXX", "1 ZZZ"})
  void isInACurrencyThatSomebodyPaysIn(String rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StarsRate.of(rate))
        .withMessageStartingWith("currency '");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StarsRate(BigDecimal.ONE, Currency.getInstance("XXX")))
        .withMessageStartingWith("currency '");
  }

  @ParameterizedTest
  @CsvSource({
    "0.013 USD, 100, 1.30 USD",
    "0.013 USD, 250, 3.25 USD",
    "0.013 USD,  50, 0.65 USD",
    "0.013 USD, 115, 1.50 USD", // 1.495: half up
    "0.013 USD, 114, 1.48 USD", // 1.482: down
    "0.013 USD,   1, 0.01 USD",
    "2 JPY,        3, 6 JPY",
    "1.5 JPY,      1, 2 JPY",
    "0.0041 KWD, 100, 0.410 KWD",
  })
  void isRoundedHalfUpOnceAndOnTheWhole(String rate, long stars, String worth) {
    assertThat(StarsRate.of(rate).worth(stars)).hasToString(worth);
  }

  @Test
  void neverMakesNothingOfAPayment() {
    assertThat(StarsRate.of("0.001 USD").worth(1)).hasToString("0.01 USD");
    assertThat(StarsRate.of("0.1 JPY").worth(2)).hasToString("1 JPY");
  }

  @Test
  void makesNoMoreThanAnAmountCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StarsRate.of("999999 USD").worth(Integer.MAX_VALUE))
        .withMessageContaining("below 10^15");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void makesNothingOfNoPayment(long stars) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StarsRate.of("0.013 USD").worth(stars))
        .withMessageContaining("above zero");
  }
}
