package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPrefixTest {
  private static final StartPrefix FB = StartPrefix.STANDARD;

  @ParameterizedTest
  @ValueSource(strings = {"a", "fb_", "-", "_", "aZ09_-aZ09_-aZ09_-aZ09_-aZ09_-aZ"})
  void hasUpTo32CharactersOfAStartPayload(String prefix) {
    assertThat(new StartPrefix(prefix)).hasToString(prefix);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "fb ", "fb:", "ü", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void isNothingElse(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StartPrefix(prefix))
        .withMessageStartingWith("tracking.start-prefix ")
        .withMessageContainingAll("1 to 32 characters", "such as fb_");
  }

  @ParameterizedTest
  @CsvSource({"a,61", "ab,61", "fb_,61", "abcd,60", "landing-page_,51"})
  void leavesTheRestOfSixtyFourForAUidAndNeverMoreThan61(String prefix, int longest) {
    StartPrefix start = new StartPrefix(prefix);
    assertThat(start.longestUid()).isEqualTo(longest);
    ClickId uid = new ClickId("u".repeat(longest));
    assertThat(start.uidIn(start.payloadOf(uid))).contains(uid);
  }

  @Test
  void namesAUidThatDoesNotFitBehindIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StartPrefix("landing_").payloadOf(new ClickId("u".repeat(57))))
        .withMessageContainingAll("landing_ leaves 56 for a uid", "tracking.start-prefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "fb_", "2026-promo"})
  void standsBeforeTheUid(String uid) {
    assertThat(FB.uidIn("fb_" + uid)).contains(new ClickId(uid));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fb_", "fb", "FB_abc", " fb_abc", "ref_abc", "fb_a b", "fb_🚀"})
  void leavesEveryOtherPayloadAlone(String payload) {
    assertThat(FB.uidIn(payload)).isEmpty();
  }

  @Test
  void isTakenOffAUidThatWasWrittenWithIt() {
    assertThat(FB.strippedFrom("fb_abc")).isEqualTo("abc");
    assertThat(FB.strippedFrom("abc")).isEqualTo("abc");
  }
}
