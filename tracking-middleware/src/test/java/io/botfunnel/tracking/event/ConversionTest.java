package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class ConversionTest {
  private static final UserId ANN = new UserId(1);
  private static final ClickId CLICK = new ClickId("abc");
  private static final EventId EID = new EventId("e-1");
  private static final Money PAID = Money.of("25", "USD");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aDepositCarriesMoney() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conversion(EventName.DEPOSIT, ANN, EID, null, AT))
        .withMessageContainingAll("event 'deposit'", "carries money", "Conversion.deposit");
  }

  @ParameterizedTest
  @EnumSource(value = EventName.class, mode = EnumSource.Mode.EXCLUDE, names = "DEPOSIT")
  void noOtherEventDoes(EventName name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conversion(name, ANN, EID, PAID, AT))
        .withMessageContainingAll("event '" + name.wireName() + "'", "no other event does");
  }

  @Test
  void nothingHappenedBefore1970() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conversion.contact(ANN, Instant.EPOCH.minusSeconds(1)))
        .withMessageContainingAll("time '1969-12-31T23:59:59Z'", "after 1970", "when it happened");
  }

  @Test
  void theFirstMomentOf1970IsATime() {
    assertThat(Conversion.contact(ANN, Instant.EPOCH).occurredAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void idsThatCarryTheSubjectFollowItToAnother() {
    assertThat(Conversion.contact(CLICK, AT).of(ANN)).isEqualTo(Conversion.contact(ANN, AT));
    assertThat(Conversion.subscribed(CLICK, AT).of(ANN)).isEqualTo(Conversion.subscribed(ANN, AT));
  }

  @Test
  void idsThatCameFromOutsideStay() {
    assertThat(Conversion.deposit(CLICK, "7", PAID, AT).of(ANN))
        .isEqualTo(Conversion.deposit(ANN, "7", PAID, AT));
    assertThat(Conversion.registration(CLICK, "t-1", AT).of(ANN).eid()).hasToString("t-1");
  }
}
