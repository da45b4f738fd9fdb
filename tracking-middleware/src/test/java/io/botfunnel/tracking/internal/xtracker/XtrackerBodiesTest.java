package io.botfunnel.tracking.internal.xtracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.tracking.event.Bind;
import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class XtrackerBodiesTest {
  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final UserId USER = new UserId(555_123);
  private static final ClickId UID = new ClickId("abc");

  private final XtrackerBodies bodies = new XtrackerBodies();

  @Test
  void aBindNamesTheUidAndTheUserAsANumber() {
    assertThat(bodies.bind(new Bind(USER, UID, AT)))
        .isEqualTo("{\"uid\":\"abc\",\"tg_id\":555123}");
  }

  @Test
  void theLargestUserIdIsWrittenInFull() {
    Bind bind = new Bind(new UserId(1L << 52), UID, AT);
    assertThat(bodies.bind(bind)).isEqualTo("{\"uid\":\"abc\",\"tg_id\":4503599627370496}");
  }

  @Test
  void aDepositCarriesItsMoneyAsStrings() {
    Conversion deposit = Conversion.deposit(USER, "77", Money.of("25", "USD"), AT);
    assertThat(bodies.event(deposit, UID))
        .isEqualTo(
            "{\"event\":\"deposit\",\"uid\":\"abc\",\"value\":\"25.00\",\"currency\":\"USD\","
                + "\"eid\":\"dep-77\",\"occurred_at_ms\":1700000000123}");
  }

  @Test
  void anEventOfAnUnknownClickHasNoUid() {
    assertThat(bodies.event(Conversion.contact(USER, AT), null))
        .isEqualTo(
            "{\"event\":\"contact\",\"eid\":\"contact-555123\",\"occurred_at_ms\":1700000000123}");
  }

  @Test
  void anIdThatNeedsEscapingStaysOneString() {
    assertThat(bodies.event(Conversion.registration(USER, "a\"b\\c", AT), UID))
        .isEqualTo(
            "{\"event\":\"registration\",\"uid\":\"abc\",\"eid\":\"a\\\"b\\\\c\","
                + "\"occurred_at_ms\":1700000000123}");
  }
}
