package io.botfunnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteppingClockTest {
  private final SteppingClock clock = new SteppingClock();

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.instant()).isEqualTo("2026-01-01T00:00:00Z").isEqualTo(clock.instant());
    clock.advance(Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo("2026-01-01T00:10:00Z");
    assertThat(clock).hasToString("SteppingClock[2026-01-01T00:10:00Z]");
  }

  @Test
  void canGoBackwards() {
    clock.set(Instant.EPOCH);
    assertThat(clock.millis()).isZero();
  }

  @Test
  void isOneClockInEveryZone() {
    SteppingClock there = clock.withZone(ZoneId.of("Asia/Tokyo"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(there.instant()).isEqualTo(clock.instant());
    assertThat(there.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }
}
