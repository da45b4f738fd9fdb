package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "shop", "shop-2", "2", "abcdefghijklmnop"})
  void isShort(String value) {
    BotName name = new BotName(value);
    assertThat(name).hasToString(value);
    assertThat(name.isUnnamed()).isFalse();
  }

  @Test
  void mayBeNone() {
    assertThat(BotName.UNNAMED.isUnnamed()).isTrue();
    assertThat(BotName.UNNAMED).isEqualTo(new BotName("")).hasToString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "Shop", "shop_2", "a b", "a\n", "abcdefghijklmnopq", "ü"})
  void hasNothingElse(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BotName(value))
        .withMessageStartingWith("bot '")
        .withMessageContainingAll("1 to 16 characters of a-z 0-9 -", "shop-2");
  }

  @Test
  void isInTheOrderOfLetters() {
    assertThat(new BotName("a")).isLessThan(new BotName("b"));
    assertThat(new BotName("b")).isGreaterThan(new BotName("a"));
    assertThat(new BotName("a")).isEqualByComparingTo(new BotName("a"));
  }
}
