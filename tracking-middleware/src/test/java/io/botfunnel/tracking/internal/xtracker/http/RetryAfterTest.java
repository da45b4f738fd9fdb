package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void secondsAreSeconds() {
    assertThat(RetryAfter.of("120", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.of(" 0 ", NOW)).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun, 01 Mar 2026 12:02:00 GMT", "Sunday, 01-Mar-26 12:02:00 GMT"})
  void aDateIsReckonedFromNow(String date) {
    assertThat(RetryAfter.of(date, NOW)).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-5", "soon", "1.5", "1e3", "٣", "Sun, 01 Mar 2026 11:59:59 GMT", "32 Foo"})
  void nonsenseAndThePastAreIgnored(String header) {
    assertThat(RetryAfter.of(header, NOW)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999999", "Fri, 01 Mar 2199 12:00:00 GMT"})
  void aWaitOfYearsIsCutToADay(String header) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void anAbsentHeaderIsNoWait() {
    assertThat(RetryAfter.of(null, NOW)).isNull();
  }
}
