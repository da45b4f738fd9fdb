package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
  private static final UserId ANN = new UserId(555123);
  private static final ClickId CLICK = new ClickId("abc");

  @Test
  void carriesTheEventAndWhomItIsAbout() {
    assertThat(EventId.contact(ANN)).hasToString("contact-555123");
    assertThat(EventId.subscribed(ANN)).hasToString("subscribed-555123");
    assertThat(EventId.contact(CLICK)).hasToString("contact-fb_abc");
    assertThat(EventId.bind(ANN, CLICK)).hasToString("bind-555123-abc");
  }

  @Test
  void isShortEnoughWithTheLongestOfEverything() {
    UserId longestUser = new UserId(1L << 52);
    ClickId longestUid = new ClickId("a".repeat(61));
    assertThat(EventId.bind(longestUser, longestUid).value()).hasSizeLessThanOrEqualTo(128);
    assertThat(EventId.deposit("7".repeat(120)).value()).hasSize(124);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ü", "🚀", "a\n"})
  void isVisibleAscii(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventId(value))
        .withMessageStartingWith("eid '")
        .withMessageContainingAll("1 to 128 visible ASCII characters", "Pass the id as it came");
  }

  @ParameterizedTest
  @NullSource
  void isThere(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventId(value))
        .withMessageStartingWith("eid is absent: ");
  }

  @Nested
  class OfADeposit {
    @Test
    void isTheTransactionIdBehindDep() {
      assertThat(EventId.deposit("7")).hasToString("dep-7");
    }

    @Test
    void isTheSameWhetherTheCallerWroteDepOrNot() {
      assertThat(EventId.deposit("dep-7")).isEqualTo(EventId.deposit("7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "7 8", " 7", "7\r\n", "№7", "💸"})
    void refusesWhatIsNoTransactionId(String id) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventId.deposit(id))
          .withMessageStartingWith("transaction id '")
          .withMessageContainingAll("1 to 120 visible ASCII", "the payment's own transaction id");
    }

    @ParameterizedTest
    @NullSource
    void refusesAnAbsentTransactionId(String id) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventId.deposit(id))
          .withMessageStartingWith("transaction id is absent: ");
    }

    @Test
    void refusesAnIdThatIsTooLong() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventId.deposit("7".repeat(121)))
          .withMessageStartingWith("transaction id '" + "7".repeat(80) + "…'");
    }
  }

  @Nested
  class OfARegistration {
    @Test
    void isTheTraderId() {
      assertThat(EventId.registration("trader/42")).hasToString("trader/42");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "4 2", "трейдер"})
    void refusesWhatIsNoTraderId(String id) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EventId.registration(id))
          .withMessageStartingWith("trader id ")
          .withMessageContainingAll("1 to 120 visible ASCII", "the offer's user or trader id");
    }
  }
}
