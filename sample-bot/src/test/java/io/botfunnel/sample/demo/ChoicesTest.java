package io.botfunnel.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class ChoicesTest {
  @Test
  void aTimeIsSecondsMinutesOrHours() {
    assertThat(new DurationOption().convert("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(new DurationOption().convert("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(new DurationOption().convert("1h")).isEqualTo(Duration.ofHours(1));
    assertThatThrownBy(() -> new DurationOption().convert("0s"))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void aPaceShortensWhatPeopleTake() {
    Pace twice = new PaceFactor().convert("2");

    assertThat(twice.of(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(1_500));
    assertThatThrownBy(() -> new PaceFactor().convert("1001"))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void aStopwatchShowsMinutesAndSeconds() {
    Instant start = Instant.EPOCH;
    Clock later = Clock.fixed(start.plusSeconds(3_665), ZoneOffset.UTC);

    assertThat(new Stopwatch(later, start)).hasToString("61:05");
  }
}
