package io.botfunnel.tracking.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.fixtures.Thoroughness;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.Tracking;
import io.botfunnel.tracking.chaos.Round.Extra;
import io.botfunnel.tracking.outbox.Books;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All promises at once: a bot in a JVM of its own reports what its users do, and is killed again
 * and again while the tracker shows every fault, the disk is full and the clock jumps. In the end
 * each report that was acknowledged is in the tracker's ledger once, in its user's order, and the
 * books balance.
 *
 * <p>{@code -Dbotfunnel.chaos.seconds=600} asks for more of it, {@code -Dbotfunnel.seed=} for the
 * same rounds and stories again; how far each gets is up to the machine.
 */
@Tag("slow")
class ChaosTest {
  private static final Logger log = LoggerFactory.getLogger(ChaosTest.class);
  private static final Duration TIME =
      Duration.ofSeconds(Thoroughness.of("botfunnel.chaos.seconds", 10, 20));

  /** Each fault is shown, however short the run: so the shorter it is the less long. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** A run in which no more is recorded says nothing. */
  private static final long FEWEST = 100;

  private static final int MOST_ROUNDS = 150;

  private final long seed = Long.getLong("botfunnel.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicReference<String> brokenPromise = new AtomicReference<>();
  private final Accounts accounts = new Accounts(this::broken);
  @AutoClose private final XtrackerServer tracker = XtrackerServer.start();
  @TempDir Path folder;
  private ShrinkingDisk disk;
  private ChildLog childLog;
  private Lives lives;
  private String thrown = "nothing yet";

  @BeforeEach
  void begin() throws IOException {
    disk = new ShrinkingDisk(folder);
    childLog = new ChildLog(Path.of("target", "chaos", seed + ".log"), this::broken);
    childLog.mayNotShow(tracker.bearer());
    lives =
        new Lives(
            folder.resolve("outbox"), tracker, seed, random, accounts, childLog, this::broken);
  }

  @AfterEach
  void end() throws IOException {
    try {
      lives.close();
      childLog.close();
    } finally {
      disk.close();
    }
  }

  @Test
  void nothingIsLostDoubledOrOutOfOrderWhateverHappens() {
    log.info("chaos for {} with seed {}; the child logs to {}", TIME, seed, childLog);
    Dice dice = new Dice(random, extras());
    try {
      Ordeal ordeal = ordeal();
      lives.begin();
      play(dice, ordeal);
      thrown = "all is well again, after " + thrown;
      Books books = ordeal.heal();
      checkUp();
      new Referee(accounts, tracker.ledger(), ordeal.refused()).judge(books);
      assertThat(reopened()).as("the books after a clean stop").isEqualTo(books);
      assertThat(folder.toFile().list())
          .as("half-made files")
          .noneMatch(name -> name.contains(".compact") || name.contains(".new"));
      assertThat(accounts.recordedCount()).as("a run that says something").isGreaterThan(FEWEST);
      log.info(
          "{} rounds, {} lives, {} reports answered, {} recorded, {} calls, {} refused at first",
          dice.rounds(),
          lives.count(),
          accounts.answeredCount(),
          accounts.recordedCount(),
          tracker.ledger().calls().size(),
          ordeal.refused().size());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed %d, %s: %s (the child's log: %s)".formatted(seed, thrown, e.getMessage(), childLog),
          e);
    }
  }

  private List<Extra> extras() {
    List<Extra> extras = new ArrayList<>(List.of(Extra.values()));
    if (!disk.mounted()) {
      log.warn("without a full disk: only root may mount the small one that this needs");
      extras.remove(Extra.FULL_DISK);
    }
    return extras;
  }

  private Ordeal ordeal() {
    Duration share = TIME.dividedBy(25);
    Duration wait = share.compareTo(LONGEST_WAIT) < 0 ? share : LONGEST_WAIT;
    return new Ordeal(random, tracker, disk, lives, accounts, childLog, this::checkUp, wait);
  }

  private void play(Dice dice, Ordeal ordeal) {
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end || !dice.everyFaultWasDealt() || saysTooLittle(dice)) {
      Round round = dice.roll();
      thrown = round.toString();
      ordeal.play(round);
    }
  }

  /** On a machine that is busy with other things a life may be too short to record much. */
  private boolean saysTooLittle(Dice dice) {
    return accounts.recordedCount() <= FEWEST && dice.rounds() < MOST_ROUNDS;
  }

  private Books reopened() {
    try (Tracking tracking =
        Tracking.builder()
            .url(tracker.url())
            .bearer(tracker.bearer())
            .outbox(folder.resolve("outbox"))
            .start()) {
      return tracking.health().outbox();
    }
  }

  private void broken(String promise) {
    childLog.write("BROKEN: " + promise);
    brokenPromise.compareAndSet(null, promise);
  }

  private void checkUp() {
    String promise = brokenPromise.get();
    if (promise != null) {
      throw new AssertionError(promise);
    }
  }
}
