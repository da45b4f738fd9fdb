package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.sample.sandbox.Sandbox;
import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedBind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class QuickStartTest {
  private static final Path SOURCE =
      Path.of("src", "main", "java", "io", "botfunnel", "sample", "QuickStart.java");

  @TempDir private Path folder;

  @Test
  void isAWholeBotWithTracking() throws Exception {
    try (Sandbox sandbox = Sandbox.open();
        ChildJvm bot = ChildJvm.start(folder, sandbox.environment(), QuickStart.class)) {
      sandbox.telegram().user(7).starts("fb_abc").says("/paid 25.00 USD tx-1");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> sandbox.tracker().ledger().event("dep-tx-1").isPresent());

      assertThat(sandbox.tracker().ledger().binds())
          .extracting(RecordedBind::uid)
          .containsExactly("abc");
      await().until(() -> sandbox.telegram().sentTo(7).size() == 2);
      assertThat(sandbox.telegram().sentTo(7))
          .extracting(SentMessage::text)
          .containsExactly(
              "Welcome! Then tell me: /paid 25.00 USD tx-1", "Thank you! It is recorded.");
      assertThat(bot.terminate()).isTrue();
    }
  }

  @Test
  void fitsIntoTwentyLines() throws IOException {
    assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void isWhatTheReadmeShows() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));

    assertThat(readme).contains("```java\n" + Files.readString(SOURCE).strip() + "\n```");
  }
}
