package io.botfunnel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.sample.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void endsWith2AndNamesTheVariableWhenTheBotTokenIsMissing() throws Exception {
    Map<String, String> environment = Map.of("XTRACKER_BEARER", "not-a-real-bearer");
    try (ChildJvm run = ChildJvm.start(folder, environment, SampleBot.class, "run")) {
      assertThat(run.awaitEnd()).isEqualTo(2);
      assertThat(run.output()).contains("TELEGRAM_BOT_TOKEN", "@BotFather");
    }
  }

  @Test
  void servesUsersUntilItIsToldToEnd() throws Exception {
    try (Sandbox sandbox = Sandbox.open();
        ChildJvm run = ChildJvm.start(folder, sandbox.environment(), SampleBot.class, "run")) {
      sandbox.telegram().user(7).starts("fb_abc").says("/deposit 25 USD tx-1");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> sandbox.tracker().ledger().event("dep-tx-1").isPresent());

      assertThat(run.terminate()).isTrue();
      assertThat(run.output())
          .contains("The bot has stopped")
          .doesNotContain(sandbox.telegram().token(), sandbox.tracker().bearer());
    }
  }
}
