package io.botfunnel.sample.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.sample.DeadlyBot;
import java.nio.file.Path;
import java.util.Set;
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
class KilledBotIT {
  /** What is quarantined is tried again as soon as a life has lasted so long. */
  private static final String SOON = "1s";

  /** Tried again once within a short ordeal, and not again. */
  private static final String ONCE = "5s,1d";

  /** The one that shows what it is, three to prove it, and the trial of the quarantine. */
  private static final int MOST_DEATHS = 5;

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

  @Test
  void aHandlerThatEndsTheProcessCostsNoOtherUpdateAnything() throws Exception {
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
