package io.botfunnel.tracking.internal.lane;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.outbox.Topic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewEntryTest {
  private static NewEntry of(int lane, int kind, int key, int fingerprint) {
    return new NewEntry(
        Topic.OUTBOX,
        "l".repeat(lane),
        "k".repeat(kind),
        "e".repeat(key),
        "f".repeat(fingerprint),
        "{}");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "100, 24, 160, 60"})
  void isTakenUpToTheWidthOfItsColumns(int lane, int kind, int key, int fingerprint) {
    assertThatCode(() -> of(lane, kind, key, fingerprint)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0, the lane of an entry has 1 to 100 characters",
    "101, 1, 1, 0, the lane of an entry has 1 to 100 characters",
    "1, 0, 1, 0, the kind of an entry has 1 to 24 characters",
    "1, 25, 1, 0, the kind of an entry has 1 to 24 characters",
    "1, 1, 0, 0, the key of an entry has 1 to 160 characters",
    "1, 1, 161, 0, the key of an entry has 1 to 160 characters",
    "1, 1, 1, 61, the fingerprint of an entry has 0 to 60 characters"
  })
  void isRefusedByNameOtherwise(int lane, int kind, int key, int fingerprint, String rule) {
    assertThatThrownBy(() -> of(lane, kind, key, fingerprint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }
}
