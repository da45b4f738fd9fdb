package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update whose handler takes the process down with it. */
class DeadlyUpdateTest {
  @TempDir Path folder;

  @Test
  void isQuarantinedAfterThreeDeathsWhileItRanAloneAndBlocksNobody() throws Exception {
    ChildBot child = new ChildBot(folder);
    try (TestBot given = new TestBot(folder)) {
      given.telegram.user(1).says("die");
      given.telegram.user(2).says("hello");
      given.telegram.user(1).says("after the deadly one");
      for (int death = 1; death <= 1 + Trials.MOST_DEATHS; death++) {
        Process bot = child.start(given);
        assertThat(bot.waitFor(60, TimeUnit.SECONDS)).as("death %d", death).isTrue();
        assertThat(bot.exitValue()).as(child.log()).isEqualTo(9);
      }
      Process survivor = child.start(given);
      try {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> !given.telegram.sentTo(1).isEmpty() && !given.telegram.sentTo(2).isEmpty());
        assertThat(survivor.isAlive()).isTrue();
        assertThat(child.log())
            .contains("is quarantined: the process died 3 times while it ran alone");
      } finally {
        survivor.destroyForcibly().waitFor();
      }
    }
  }
}
