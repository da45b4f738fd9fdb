package io.botfunnel.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 555_123, 7_000_000_000L, 1L << 52})
  void isPositiveWithAtMost52Bits(long id) {
    assertThat(new UserId(id)).hasToString(Long.toString(id));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -1_001_234_567_890L, (1L << 52) + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void isNoChatAndNoGarbage(long id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserId(id))
        .withMessageStartingWith("Telegram user id '" + id + "'")
        .withMessageContainingAll("positive", "a chat id of a group or channel is not a user");
  }
}
