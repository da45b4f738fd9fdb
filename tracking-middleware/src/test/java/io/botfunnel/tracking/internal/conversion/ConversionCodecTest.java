package io.botfunnel.tracking.internal.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.event.ClickId;
import io.botfunnel.tracking.event.Conversion;
import io.botfunnel.tracking.event.Money;
import io.botfunnel.tracking.event.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a conversion is written as is what it is read from. */
class ConversionCodecTest {
  private static final Instant AT = Instant.ofEpochMilli(1_767_225_600_123L);
  private static final Conversion OF_A_USER =
      Conversion.deposit(new UserId(42), "T-1", Money.of("25.50", "USD"), AT);
  private static final Conversion OF_A_CLICK =
      Conversion.registration(new ClickId("click-1"), "trader-1", AT);

  @Test
  void writesAPaymentOfAUser() {
    assertThat(ConversionCodec.write(OF_A_USER))
        .isEqualTo(
            "{\"event\":\"deposit\",\"tg_id\":42,\"value\":\"25.50\",\"currency\":\"USD\","
                + "\"eid\":\"dep-T-1\",\"occurred_at_ms\":1767225600123}");
  }

  @Test
  void writesARegistrationOfAClick() {
    assertThat(ConversionCodec.write(OF_A_CLICK))
        .isEqualTo(
            "{\"event\":\"registration\",\"uid\":\"click-1\",\"eid\":\"trader-1\","
                + "\"occurred_at_ms\":1767225600123}");
  }

  @Test
  void readsWhatItWrote() {
    assertThat(ConversionCodec.read(ConversionCodec.write(OF_A_USER))).isEqualTo(OF_A_USER);
    assertThat(ConversionCodec.read(ConversionCodec.write(OF_A_CLICK))).isEqualTo(OF_A_CLICK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"contact\",\"uid\":\"secret-1\",\"occurred_at_ms\":1}",
        "{\"event\":\"contact\",\"eid\":\"contact-secret-1\",\"occurred_at_ms\":1}",
        "{\"event\":7,\"uid\":\"secret-1\",\"eid\":\"contact-1\",\"occurred_at_ms\":1}",
        "{\"event\":\"contact\",\"uid\":\"secret-1"
      })
  void saysWhereItCannotReadWithoutWhatStandsThere(String body) {
    assertThatThrownBy(() -> ConversionCodec.read(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The conversion cannot be read: ")
        .message()
        .doesNotContain("secret");
  }
}
