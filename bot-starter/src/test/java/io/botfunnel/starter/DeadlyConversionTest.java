package io.botfunnel.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.telegram.SentMessage;
import io.botfunnel.testkit.xtracker.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversion whose handler really ends the process. */
@Tag("slow")
class DeadlyConversionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void isQuarantinedAfterThreeDeathsWhileItRanAloneAndToldOnceItsTrialSucceeds() throws Exception {
    ChildBot child = new ChildBot(folder, DyingWhenToldBot.class);
    try (TestBot given =
        new TestBot(folder)
            .with("bot.quarantine.alone", "30s")
            .with("bot.quarantine.trials", "3s")) {
      given.telegram.user(1).says("tx-deadly").says("tx-behind");
      for (String how : List.of("among others", "alone", "alone again", "alone once more")) {
        child.dies(given, DyingBot.CODE, how);
      }
      assertThat(child.log()).doesNotContain("is quarantined");
      surviveAndTellAll(child, given);
      assertThat(given.xtracker.ledger().events())
          .as("XTRACKER got each once")
          .extracting(RecordedEvent::eid)
          .containsExactlyInAnyOrder(DyingWhenToldBot.DEADLY, "dep-tx-behind");
    }
  }

  private void surviveAndTellAll(ChildBot child, TestBot given)
      throws IOException, InterruptedException {
    Files.createFile(folder.resolve("spared"));
    Process survivor = child.startsAndQuarantines(given);
    try {
      await().atMost(PATIENCE).until(() -> given.telegram.sentTo(1).size() == 1);
      Files.createFile(folder.resolve("mended"));
      await().atMost(PATIENCE).until(() -> given.telegram.sentTo(1).size() == 2);
      assertThat(given.telegram.sentTo(1))
          .extracting(SentMessage::text)
          .containsExactly("thanks for dep-tx-behind", "thanks for " + DyingWhenToldBot.DEADLY);
      assertThat(child.log())
          .containsOnlyOnce("is quarantined: the process died 3 times while it ran alone");
      await().atMost(PATIENCE).until(() -> given.xtracker.ledger().events().size() == 2);
      assertThat(survivor.isAlive()).isTrue();
    } finally {
      survivor.destroyForcibly().waitFor();
    }
  }
}
