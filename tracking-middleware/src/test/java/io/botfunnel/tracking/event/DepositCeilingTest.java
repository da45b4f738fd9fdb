package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts at once, and what is set aside until an operator has looked at it. */
class DepositCeilingTest {
  private static final DepositCeiling CEILING =
      DepositCeiling.of(List.of("10000 USD", "9000.50 EUR"));

  @Test
  void countsWhatIsNotAbove() {
    assertThat(CEILING.whyRefused(Money.of("10000", "USD"))).isEmpty();
    assertThat(CEILING.whyRefused(Money.of("9000.49", "EUR"))).isEmpty();
  }

  @Test
  void setsAsideWhatIsAbove() {
    assertThat(CEILING.whyRefused(Money.of("10000.01", "USD")))
        .contains("above tracking.deposit.ceiling: 10000.01 USD is more than 10000.00 USD");
    assertThat(CEILING.whyRefused(Money.of("9000.51", "EUR"))).isPresent();
  }

  @Test
  void setsAsideACurrencyWithoutCeiling() {
    assertThat(CEILING.whyRefused(Money.of("1", "GBP")))
        .contains("above tracking.deposit.ceiling: it names no GBP");
  }

  @Test
  void countsAllWithoutAny() {
    assertThat(DepositCeiling.NONE.whyRefused(Money.of("1000000", "USD"))).isEmpty();
    assertThat(DepositCeiling.of(List.of())).isEqualTo(DepositCeiling.NONE);
  }

  @Test
  void knowsItsReasonsFromOthers() {
    String why = CEILING.whyRefused(Money.of("1", "GBP")).orElseThrow();
    assertThat(DepositCeiling.isReason(why)).isTrue();
    assertThat(DepositCeiling.isReason("invalid_value (HTTP 400)")).isFalse();
    assertThat(DepositCeiling.isReason(null)).isFalse();
  }

  @Test
  void isShownWithItsCents() {
    assertThat(CEILING).hasToString("9000.50 EUR, 10000.00 USD");
    assertThat(DepositCeiling.NONE).hasToString("");
  }

  @Test
  void takesOneForEachCurrency() {
    assertThatThrownBy(() -> DepositCeiling.of(List.of("1 USD", "2 USD")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracking.deposit.ceiling")
        .hasMessageContaining("2 USD")
        .hasMessageContaining("10000 USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10000", "10000USD", "10000  USD", "USD 10000", "0 USD", "-1 USD"})
  void refusesWhatIsNoAmountAndCurrency(String ceiling) {
    assertThatThrownBy(() -> DepositCeiling.of(List.of(ceiling)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
