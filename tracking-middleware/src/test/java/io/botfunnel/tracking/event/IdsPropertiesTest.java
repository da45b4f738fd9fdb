package io.botfunnel.tracking.event;

import static io.botfunnel.tracking.Theories.strings;
import static io.botfunnel.tracking.Theories.theory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import org.quicktheories.generators.Generate;

/** What holds for every id: its rule decides, and it is its value. */
final class IdsPropertiesTest {
  private static final int EXAMPLES = 3_000;
  private static final String START_PAYLOAD =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

  /** Half of them of the right characters; the others with one that is not. */
  private static final Gen<String> NEAR_CLICK_IDS = near(START_PAYLOAD, " /%.\u0000äа٢🎲\n", 70);

  private static final Gen<String> NEAR_EVENT_IDS = near(visibleAscii(), " \u007f\u0000\nä🎲", 140);

  private static Gen<String> near(String right, String wrong, int longest) {
    Gen<String> good = strings(right, 0, longest);
    Gen<String> bad = good.zip(strings(wrong, 1, 1), strings(right, 0, 3), (a, b, c) -> a + b + c);
    return good.mix(bad, 30);
  }

  private static String visibleAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      all.append(c);
    }
    return all.toString();
  }

  @Test
  void aClickIdHasOneToSixtyOneCharactersOfAStartPayload() {
    theory(EXAMPLES)
        .forAll(NEAR_CLICK_IDS)
        .checkAssert(text -> assertIsItself(text, isOf(text, START_PAYLOAD, 61), ClickId::new));
  }

  @Test
  void aStartPayloadGivesItsClickIdAndNoOtherDoes() {
    Gen<String> ours = strings(START_PAYLOAD, 1, 32).mix(Generate.constant("fb_"), 50);
    Gen<String> written = Generate.pick(List.of("%s", "%s", "", "FB_", "%s%s"));
    theory(EXAMPLES)
        .forAll(ours, written, NEAR_CLICK_IDS)
        .checkAssert(
            (prefix, before, after) -> {
              String payload = before.replace("%s", prefix) + after;
              String rest = payload.startsWith(prefix) ? payload.substring(prefix.length()) : "";
              boolean tracked = payload.length() <= 64 && isOf(rest, START_PAYLOAD, 61);
              StartPrefix start = new StartPrefix(prefix);
              assertThat(start.uidIn(payload).map(start::payloadOf))
                  .isEqualTo(tracked ? Optional.of(payload) : Optional.empty());
            });
  }

  @Test
  void anEventIdHasOneToOneHundredTwentyEightVisibleAsciiCharacters() {
    theory(EXAMPLES)
        .forAll(NEAR_EVENT_IDS)
        .checkAssert(text -> assertIsItself(text, isOf(text, visibleAscii(), 128), EventId::new));
  }

  @Test
  void everyLegalUserAndClickHasLegalEventIds() {
    theory(EXAMPLES)
        .forAll(Generate.longRange(1, 1L << 52), strings(START_PAYLOAD, 1, 61))
        .checkAssert(
            (user, uid) -> {
              UserId ann = new UserId(user);
              ClickId click = new ClickId(uid);
              assertThat(EventId.bind(ann, click)).hasToString("bind-" + user + "-" + uid);
              assertThat(EventId.contact(ann)).isNotEqualTo(EventId.contact(click));
              assertThat(EventId.subscribed(ann)).isNotEqualTo(EventId.subscribed(click));
            });
  }

  @Test
  void aUserIdHasFiftyTwoBitsAndIsPositive() {
    Gen<Long> any =
        Generate.oneOf(
            Generate.longRange(-2, 2),
            Generate.longRange((1L << 52) - 2, (1L << 52) + 2),
            Generate.longRange(Long.MIN_VALUE, Long.MAX_VALUE));
    theory(EXAMPLES)
        .forAll(any)
        .checkAssert(
            id ->
                assertIsItself(
                    Long.toString(id),
                    id >= 1 && id <= 4_503_599_627_370_496L,
                    text -> new UserId(Long.parseLong(text))));
  }

  private static void assertIsItself(String text, boolean legal, Function<String, Object> id) {
    if (legal) {
      assertThat(id.apply(text)).hasToString(text).isEqualTo(id.apply(text));
      assertThat(id.apply(text)).hasSameHashCodeAs(id.apply(text));
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> id.apply(text));
    }
  }

  private static boolean isOf(String text, String alphabet, int longest) {
    return !text.isEmpty()
        && text.length() <= longest
        && text.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
  }
}
