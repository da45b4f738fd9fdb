package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickIdTest {
  private static final String LONGEST = "a".repeat(61);

  @ParameterizedTest
  @ValueSource(strings = {"a", "-", "_", "0", "fb_abc", "AZaz09_-"})
  void isMadeOfWhatTelegramAllows(String uid) {
    assertThat(new ClickId(uid)).hasToString(uid);
  }

  @Test
  void hasUpTo61Characters() {
    assertThat(new ClickId(LONGEST).value()).hasSize(61);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClickId(LONGEST + "a"))
        .withMessageStartingWith("uid '" + "a".repeat(62) + "'")
        .withMessageContainingAll("1 to 61 characters", "without the start prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a/b", "../x", "%00", "a%20", "ü", "🚀", "a\n", "a\u0000", "{uid}"
      })
  void isNothingElse(String uid) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClickId(uid))
        .withMessageStartingWith("uid '")
        .withMessageContainingAll("A-Z a-z 0-9 _ -", "Pass the uid as the landing page made it");
  }

  @ParameterizedTest
  @NullSource
  void isThere(String uid) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClickId(uid))
        .withMessageStartingWith("uid is absent: ");
  }

  @Test
  void isShownWithoutWhatCouldForgeALogLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClickId("🚀\nERROR"))
        .withMessageStartingWith("uid '\\ud83d\\ude80\\u000aERROR': ");
  }
}
