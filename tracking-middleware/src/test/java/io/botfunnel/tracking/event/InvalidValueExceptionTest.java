package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A broken rule's value, as its error shows it. */
class InvalidValueExceptionTest {
  @Test
  void printableAsciiIsShownAsItIs() {
    assertThat(InvalidValueException.shown(" !a}~")).isEqualTo("' !a}~'");
  }

  @Test
  void allElseIsEscaped() {
    assertThat(InvalidValueException.shown("\u001f\u007f")).isEqualTo("'\\u001f\\u007f'");
  }

  @Test
  void isCutAfterEightyCharacters() {
    assertThat(InvalidValueException.shown("7".repeat(80))).isEqualTo("'" + "7".repeat(80) + "'");
    assertThat(InvalidValueException.shown("7".repeat(81))).isEqualTo("'" + "7".repeat(80) + "…'");
  }

  @Test
  void mayBeAbsent() {
    assertThat(InvalidValueException.shown(null)).isEqualTo("is absent");
  }

  @Test
  void isGivenInPartsToo() {
    InvalidValueException broken =
        InvalidValueException.of("uid", "a. b", "it has no spaces", "Correct it");
    assertThat(broken.what()).isEqualTo("uid 'a. b': it has no spaces");
    assertThat(broken.remedy()).isEqualTo("Correct it");
    assertThat(broken).hasMessage("uid 'a. b': it has no spaces. Correct it");
  }
}
