package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingBuilderTest {
  @TempDir Path folder;

  private TrackingBuilder builder() {
    return Tracking.builder()
        .url(URI.create("http://127.0.0.1:9"))
        .bearer("secret")
        .outbox(folder.resolve("outbox"));
  }

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);

  private static Arguments bad(String setting, String rule, UnaryOperator<TrackingBuilder> change) {
    return Arguments.of(setting, rule, change);
  }

  static Arguments[] badSettings() {
    String backoff = "tracking.delivery.max-backoff";
    String timeout = "tracking.delivery.response-timeout";
    String inFlight = "tracking.delivery.max-in-flight";
    String attempts = "tracking.delivery.max-attempts";
    return new Arguments[] {
      bad("xtracker.url", "https", b -> b.url(URI.create("http://xtracker.cc"))),
      bad("xtracker.url", "https", b -> b.url(URI.create("xtracker.cc"))),
      bad("xtracker.url", "https", b -> b.url(URI.create("ftp://127.0.0.1"))),
      bad("xtracker.url", "query", b -> b.url(URI.create("https://xtracker.cc/?a=b"))),
      bad("xtracker.bearer", "empty", b -> b.bearer("")),
      bad("xtracker.bearer", "empty", b -> b.bearer("  ")),
      bad("xtracker.bearer", "line breaks", b -> b.bearer("hid den")),
      bad("xtracker.bearer", "line breaks", b -> b.bearer("hidden\n")),
      bad(backoff, "from PT1S to PT24H", b -> b.maxBackoff(Duration.ZERO)),
      bad(backoff, "from PT1S to PT24H", b -> b.maxBackoff(Duration.ofHours(25))),
      bad(timeout, "from PT1S to PT2M", b -> b.responseTimeout(Duration.ofMillis(-1))),
      bad(timeout, "from PT1S to PT2M", b -> b.responseTimeout(Duration.ofSeconds(121))),
      bad(inFlight, "from 1 to 1024", b -> b.maxInFlight(0)),
      bad(inFlight, "from 1 to 1024", b -> b.maxInFlight(1_025)),
      bad(attempts, "from 1 to 1000", b -> b.maxAttempts(0)),
      bad(attempts, "from 1 to 1000", b -> b.maxAttempts(1_001)),
      bad("tracking.start-prefix", "1 to 32 characters", b -> b.startPrefix("")),
      bad("tracking.start-prefix", "1 to 32 characters", b -> b.startPrefix("fb:")),
      bad("tracking.subscribed.chats", "-1001234567890", b -> b.subscribedChats(List.of("vip"))),
      bad("tracking.subscribed.chats", "@mychannel", b -> b.subscribedChats(List.of("42"))),
      bad("tracking.outbox.retention", "from PT1H", b -> b.retention(A_MINUTE, A_DAY)),
      bad("tracking.outbox.dedupe-retention", "from PT24H", b -> b.retention(A_DAY, AN_HOUR)),
      bad(
          "tracking.outbox.binding-retention",
          "it is from PT",
          b -> b.longRetention(A_DAY, YEAR, YEAR)),
      bad(
          "tracking.outbox.refused-retention",
          "it is from PT",
          b -> b.longRetention(YEAR, A_DAY, YEAR)),
      bad(
          "tracking.outbox.history-retention",
          "it is from PT",
          b -> b.longRetention(YEAR, YEAR, A_DAY)),
      bad("tracking.outbox.url", "path of an H2 file", b -> b.outbox(" ")),
      bad("tracking.outbox.url", "path of an H2 file", b -> b.outbox("data/outbox;INIT=x")),
      bad("tracking.outbox.url", "path of an H2 file", b -> b.outbox("data/\u0000")),
      bad(
          "tracking.outbox.url",
          "driver does not understand it",
          b -> b.outbox("jdbc:postgresql://u:hidden@h/d"))
    };
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("badSettings")
  void aBadSettingIsNamedWithItsRule(
      String setting, String rule, UnaryOperator<TrackingBuilder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(builder()).start().close())
        .withMessageStartingWith(setting)
        .withMessageContaining(rule)
        .withMessageNotContaining("hid");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theBearerIsRequired() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tracking.builder().start())
        .withMessageContainingAll("xtracker.bearer", "is missing", "Call bearer(…)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_024})
  void theLimitsThemselvesAreFine(int inFlight) {
    builder()
        .maxInFlight(inFlight)
        .maxAttempts(1_000)
        .maxBackoff(Duration.ofHours(24))
        .responseTimeout(Duration.ofSeconds(1))
        .start()
        .close();
  }

  @Test
  void theUpdatesThatAreNeededFollowTheRules() {
    try (Tracking standard = builder().start()) {
      assertThat(standard.neededUpdates()).containsExactly("message", "my_chat_member");
    }
    try (Tracking joins = builder().subscribedChats(List.of("@mychannel", "-1001")).start()) {
      assertThat(joins.neededUpdates()).containsExactly("message", "my_chat_member", "chat_member");
    }
  }

  @Test
  void anOutboxThatCannotBeMadeIsExplained() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(OutboxUnavailableException.class)
        .isThrownBy(() -> builder().outbox(file.resolve("outbox")).start())
        .withMessageContaining(file.toString());
  }

  @Test
  void anOutboxThatIsOpenAlreadyIsExplained() {
    try (Tracking first = builder().start()) {
      assertThat(first.health().outbox().accepted()).isZero();
      assertThatExceptionOfType(OutboxUnavailableException.class)
          .isThrownBy(() -> builder().start())
          .withMessageContaining("outbox");
    }
  }
}
