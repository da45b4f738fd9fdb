package io.botfunnel.tracking.chaos;

import io.botfunnel.testkit.xtracker.Fault;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import io.botfunnel.tracking.chaos.Round.Extra;
import io.botfunnel.tracking.chaos.Round.Fate;
import io.botfunnel.tracking.outbox.Books;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Plays rounds, and in the end lets all be well again. Used by one thread. */
final class Ordeal {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_CALLS_A_WAIT = 300;
  private static final int MOST_PAGES_LEFT = 32;

  /** No entry waits longer than an hour for its next attempt, whatever the clock did. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(2);

  /** In all less than 90 days: after those the keys that tell duplicates may be forgotten. */
  private static final Duration LATEST = Duration.ofDays(60);

  private static final Duration EARLIEST = Duration.ofDays(-2);

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofSeconds(20),
          Duration.ofMinutes(7),
          Duration.ofMinutes(50),
          Duration.ofHours(5),
          Duration.ofDays(1),
          Duration.ofDays(9));

  private final Random random;
  private final XtrackerServer tracker;
  private final ShrinkingDisk disk;
  private final Lives lives;
  private final Accounts accounts;
  private final ChildLog log;
  private final Troubles troubles;
  private final Runnable checkUp;
  private final Duration wait;
  private final Set<String> sentAgain = new HashSet<>();
  private int keys;

  /**
   * @param checkUp throws what was seen to be wrong
   * @param wait how long to wait for calls, at most and several times a round
   */
  Ordeal(
      Random random,
      XtrackerServer tracker,
      ShrinkingDisk disk,
      Lives lives,
      Accounts accounts,
      ChildLog log,
      Runnable checkUp,
      Duration wait) {
    this.random = random;
    this.tracker = tracker;
    this.disk = disk;
    this.lives = lives;
    this.accounts = accounts;
    this.log = log;
    this.checkUp = checkUp;
    this.wait = wait;
    this.troubles = new Troubles(tracker, random);
  }

  void play(Round round) {
    await("the outbox opens", lives.bot()::isOpen);
    log.write("### " + round);
    begin(round.fault(), round);
    begin(round.extra());
    awaitSomeCalls();
    befall(round.fate());
    awaitSomeCalls();
    end(round.extra());
    tracker.heal();
    if (!lives.alive()) {
      lives.begin();
    }
    sendAgainSome();
    checkUp.run();
  }

  private void begin(Fault fault, Round round) {
    if (Troubles.doubtsTheKey(fault)) {
      log.mayTell("does not accept our key");
    }
    troubles.begin(fault, round.reach());
  }

  private void begin(Extra extra) {
    switch (extra) {
      case NOTHING -> {}
      case HELD_ANSWERS -> tracker.holdAnswers();
      case ROTATED_KEY -> rotateKey();
      case EXPIRED_KEY -> {
        log.mayTell("does not accept our key");
        rotateKey();
        tracker.expireOldBearer();
      }
      case FULL_DISK -> {
        log.mayTell("the disk is full");
        disk.fillAllBut(random.nextInt(MOST_PAGES_LEFT));
      }
      case CLOCK_FORWARDS -> jump(JUMPS.get(random.nextInt(JUMPS.size())));
      case CLOCK_BACKWARDS -> jump(JUMPS.get(random.nextInt(JUMPS.size())).negated());
    }
  }

  private void end(Extra extra) {
    switch (extra) {
      case HELD_ANSWERS -> tracker.releaseAnswers();
      case ROTATED_KEY, EXPIRED_KEY -> lives.useKey(tracker.bearer());
      case FULL_DISK -> disk.makeRoom();
      case NOTHING, CLOCK_FORWARDS, CLOCK_BACKWARDS -> {}
    }
  }

  private void rotateKey() {
    String key = "xtb_chaos_%d_%08x".formatted(++keys, random.nextInt());
    log.mayNotShow(key);
    tracker.rotateBearer(key);
  }

  private void jump(Duration by) {
    Duration offset = lives.clockOffset().plus(by);
    if (offset.compareTo(LATEST) > 0 || offset.compareTo(EARLIEST) < 0) {
      offset = Duration.ZERO;
    }
    log.write("the clock is off by " + offset);
    lives.jumpTo(offset);
  }

  private void befall(Fate fate) {
    switch (fate) {
      case LIVES -> {}
      case KILLED -> {
        lives.kill();
        lives.begin();
      }
      case KILLED_FOR_A_WHILE -> lives.kill();
      case KILLED_TWICE -> {
        lives.kill();
        lives.begin();
        await("opening", lives.bot()::isOpening);
        awaitCalls(random.nextInt(3));
        lives.kill();
        lives.begin();
      }
      case STOPPED -> {
        lives.stop();
        lives.begin();
      }
    }
  }

  private void awaitSomeCalls() {
    awaitCalls(1 + random.nextInt(MOST_CALLS_A_WAIT));
  }

  /** Until the tracker saw so many more calls, or the time is up. */
  private void awaitCalls(int calls) {
    int enough = tracker.ledger().calls().size() + calls;
    try {
      Awaitility.await()
          .atMost(wait)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> tracker.ledger().calls().size() >= enough);
    } catch (ConditionTimeoutException enoughTime) {
      // A fault that lets few calls through lasts for its time
    }
    checkUp.run();
  }

  private void sendAgainSome() {
    Set<String> refused = troubles.refused();
    refused.removeAll(sentAgain);
    refused.forEach(this::retry);
    sentAgain.addAll(refused);
  }

  private void retry(String eid) {
    accounts.kindOf(eid).ifPresent(kind -> lives.command("again " + kind + " " + eid));
  }

  /** Ends every trouble, and gives the books once every report has arrived and the bot stopped. */
  Books heal() {
    log.write("### all is well again");
    tracker.releaseAnswers();
    tracker.heal();
    disk.makeRoom();
    lives.useKey(tracker.bearer());
    lives.command("finish");
    await("every story told", lives.bot()::hasFinished);
    // No entry may wait for a time that the clock no longer shows.
    lives.jumpTo(EARLIEST);
    awaitSomeCalls();
    lives.jumpTo(EARLIEST.plus(LONGEST_WAIT));
    await("the end of all waiting and refusals", this::everythingIsDelivered);
    return lives.stop();
  }

  private boolean everythingIsDelivered() {
    Books books = lives.bot().books();
    if (books.refused() > 0) {
      troubles.refused().forEach(this::retry);
    }
    return books.waiting() == 0 && books.refused() == 0;
  }

  /** What the tracker ever refused for good. */
  Set<String> refused() {
    return troubles.refused();
  }

  private void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                checkUp.run();
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " did not come within " + PATIENCE + health(), e);
    }
  }

  /** What the bot says of itself; its threads are in the log. */
  private String health() {
    if (!lives.bot().isOpen()) {
      return ", the outbox is not open";
    }
    lives.command("health");
    return ", " + lives.bot().books();
  }
}
