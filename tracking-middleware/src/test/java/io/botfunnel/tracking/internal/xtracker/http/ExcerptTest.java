package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  private final Excerpt excerpt = Excerpt.without("top/secret");

  @Test
  void lineBreaksAndControlCharactersBecomeSpaces() {
    assertThat(excerpt.of("\u001b[31ma\r\nb\tc\u0000d\u2028e\u202ef\n"))
        .isEqualTo("[31ma b c d e f");
  }

  @Test
  void atMostTwoHundredCharactersAreShown() {
    assertThat(excerpt.of("x".repeat(5_000))).hasSize(200);
  }

  @Test
  void aCharacterOfTwoHalvesIsNotSplit() {
    assertThat(excerpt.of("x".repeat(199) + "😀")).isEqualTo("x".repeat(199));
  }

  @Test
  void theSecretIsMaskedAlsoWhereItsSlashIsEscaped() {
    assertThat(excerpt.of("a top/secret b top\\/secret")).isEqualTo("a *** b ***");
  }

  @Test
  void aSecretAtTheCutIsNotShownInPart() {
    assertThat(excerpt.of("x".repeat(195) + "top/secret")).doesNotContain("top");
  }
}
