package io.botfunnel.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample bot is killed (SIGKILL) again and again while users walk the funnel, a partner reports
 * and the tracker misbehaves. In the end every conversion is one row at the tracker, in each user's
 * order, every update was handled, and nothing is set aside.
 *
 * <p>{@code -Dbotfunnel.ordeal.users=1000 -Dbotfunnel.ordeal.kills=200
 * -Dbotfunnel.ordeal.seconds=600} asks for the whole of it, {@code
 * -Dbotfunnel.ordeal.database=postgresql} for another outbox, {@code -Dbotfunnel.seed=} for the
 * same dice.
 */
@Tag("slow")
class KilledBotIT {
  /** What is quarantined is tried again as soon as a life has lasted so long. */
  private static final String SOON = "1s";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    Scale scale = Scale.asked();
    try (Scene scene = new Scene(folder, scale);
        Lives lives = new Lives(BotProcess.ofTheJar(scene, SOON));
        Ordeal ordeal = new Ordeal(scene, scale, lives)) {
      System.out.println(scale);
      ordeal.play();
      System.out.println(ordeal.figures());
      ordeal.verdict().judge();
      assertThat(lives.endings().keySet()).as("how it ended").isSubsetOf(Set.of(Lives.KILLED));
      assertThat(lives.end()).as("SIGTERM ends it within 10 s").isTrue();
      Verdict.theBooksBalance(scene.outbox(), 0);
      Verdict.noSecretIsInAnyFile(scene);
    }
  }
}
