package io.botfunnel.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.sample.DeadlyBot;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The handler of one update really ends the process, while users walk the funnel, a partner reports
 * and the tracker misbehaves: nothing else is lost, doubled or set aside. The properties are those
 * of {@link KilledBotIT}.
 */
@Tag("slow")
class DeadlyBotIT {
  /** Tried again once within a short ordeal, and not again. */
  private static final String ONCE = "5s,1d";

  /**
   * The one that shows what it is, three to prove it, and the trial of the quarantine; and two that
   * count against nobody, since a busy machine needed longer for them.
   */
  private static final int MOST_DEATHS = 7;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void costsNoOtherUpdateAnything() throws Exception {
    Scale scale = Scale.asked().shortAndWithoutKills();
    try (Scene scene = new Scene(folder, scale);
        Lives lives = new Lives(BotProcess.of(DeadlyBot.class, scene, ONCE));
        Ordeal ordeal = new Ordeal(scene, scale, lives)) {
      ordeal.besides(() -> scene.telegram().user(1).says(DeadlyBot.DEADLY));
      ordeal.play();
      System.out.println(ordeal.figures());
      ordeal.verdict().judge();
      assertThat(lives.endings()).containsOnlyKeys(DeadlyBot.HALTED);
      assertThat(lives.endings().get(DeadlyBot.HALTED)).isBetween(3, MOST_DEATHS);
      assertThat(lives.end()).as("SIGTERM ends it within 10 s").isTrue();
      Verdict.theBooksBalance(scene.outbox(), 1);
    }
  }
}
