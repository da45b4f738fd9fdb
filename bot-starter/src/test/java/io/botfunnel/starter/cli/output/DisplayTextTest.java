package io.botfunnel.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {
  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 s",
    "PT42S, 42 s",
    "PT12M59S, 12 min",
    "PT3H12M, 3 h 12 min",
    "P2DT3H59M, 2 d 3 h"
  })
  void agesHaveTheirTwoLargestUnits(Duration time, String shown) {
    assertThat(DisplayText.length(time)).isEqualTo(shown);
  }

  @Test
  void aTerminalObeysNothing() {
    assertThat(DisplayText.text("\u001b[31mred\r\n\u202e"))
        .isEqualTo("\\u001b[31mred\\r\\n\\u202e");
    assertThat(DisplayText.text(null)).isEqualTo("-");
  }
}
