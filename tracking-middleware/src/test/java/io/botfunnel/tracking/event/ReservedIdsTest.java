package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids that a partner alone reports by. */
class ReservedIdsTest {
  private static final UserId ANN = new UserId(42);
  private static final Instant AT = Instant.EPOCH;
  private static final ReservedIds OF_ACME = new ReservedIds(List.of("acme:", "other:"));

  private static Conversion deposit(String transactionId) {
    return Conversion.deposit(ANN, transactionId, Money.of("1", "USD"), AT);
  }

  @Test
  void areNoTransactionsOfTheBots() {
    assertThatThrownBy(() -> OF_ACME.requireUnreserved(deposit("acme:T-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("transaction id")
        .hasMessageContaining("acme:T-1")
        .hasMessageContaining("Pass an id of your own");
  }

  @Test
  void areNoTradersOfTheBots() {
    assertThatThrownBy(() -> OF_ACME.requireUnreserved(Conversion.registration(ANN, "other:7", AT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trader id")
        .hasMessageContaining("other:7");
  }

  @Test
  void leaveAllOthersFree() {
    List<Conversion> free =
        List.of(
            deposit("T-1"),
            deposit("acme"),
            Conversion.registration(ANN, "dep-acme:1", AT),
            Conversion.contact(ANN, AT),
            Conversion.subscribed(ANN, AT));
    assertThat(free).allSatisfy(each -> assertThat(OF_ACME.requireUnreserved(each)).isSameAs(each));
  }

  @Test
  void leaveWhatNobodyGaveAnIdFree() {
    Conversion contact = Conversion.contact(ANN, AT);
    assertThat(new ReservedIds(List.of("contact-")).requireUnreserved(contact)).isSameAs(contact);
  }
}
