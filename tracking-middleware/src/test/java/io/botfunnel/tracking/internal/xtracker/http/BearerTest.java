package io.botfunnel.tracking.internal.xtracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTest {
  private final AtomicReference<String> source = new AtomicReference<>("first");
  private final Bearer bearer = new Bearer(source::get);

  @Test
  void itIsAskedEachTime() {
    bearer.read();
    source.set("second");
    assertThat(bearer.read().value()).isEqualTo("second");
  }

  @Test
  void theVersionChangesWithTheSecretAndOnlyThen() {
    long before = bearer.version();
    bearer.read();
    assertThat(bearer.version()).isEqualTo(before);
    source.set("second");
    assertThat(bearer.version()).isNotEqualTo(before);
  }

  @Test
  void aSecretThatComesBackIsAChangeToo() {
    long before = bearer.version();
    source.set("second");
    bearer.version();
    source.set("first");
    assertThat(bearer.version()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "hush\n", "hu\r\nsh: x", "hu sh", "hüsh", "\u0000hush"})
  void anUnusableSecretIsAProblemThatDoesNotShowIt(String unusable) {
    source.set(unusable);
    BearerValue secret = bearer.read();
    assertThat(secret.value()).isNull();
    assertThat(secret.problem()).startsWith("xtracker.bearer ").doesNotContain("hu");
  }

  @Test
  void aSupplierThatThrowsIsAProblemWithoutItsMessage() {
    Bearer broken =
        new Bearer(
            () -> {
              throw new IllegalStateException("hush");
            });
    assertThat(broken.read().problem())
        .isEqualTo("xtracker.bearer could not be read: IllegalStateException");
    assertThat(broken.version()).isEqualTo(broken.version());
  }

  @Test
  void nothingPrintsIt() {
    assertThat(bearer + " " + bearer.read() + " " + new BearerHeader("first"))
        .doesNotContain("first");
  }
}
