package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A broken rule's value, as its error shows it. */
class RuleTest {
  @Test
  void printableAsciiIsShownAsItIs() {
    assertThat(Rule.shown(" !a}~")).isEqualTo("' !a}~'");
  }

  @Test
  void allElseIsEscaped() {
    assertThat(Rule.shown("\u001f\u007f")).isEqualTo("'\\u001f\\u007f'");
  }

  @Test
  void isCutBehindFortyCharacters() {
    assertThat(Rule.shown("7".repeat(40))).isEqualTo("'" + "7".repeat(40) + "'");
    assertThat(Rule.shown("7".repeat(41))).isEqualTo("'" + "7".repeat(40) + "…'");
  }

  @Test
  void mayBeAbsent() {
    assertThat(Rule.shown(null)).isEqualTo("is absent");
  }

  @Test
  void isGivenInPartsToo() {
    InvalidValueException broken = Rule.broken("uid", "a. b", "it has no spaces", "Correct it");
    assertThat(broken.what()).isEqualTo("uid 'a. b': it has no spaces");
    assertThat(broken.remedy()).isEqualTo("Correct it");
    assertThat(broken).hasMessage("uid 'a. b': it has no spaces. Correct it");
  }
}
