package io.botfunnel.bot.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets handlers run side by side, or one suspect alone: then no other handler of the process runs,
 * of whichever bot and queue. There is one gate for a process. Thread-safe.
 *
 * <p>Others wait for a suspect as long as it keeps the gate; its owner opens the gate once it is
 * overdue. Before the next suspect runs alone, others have at least as much time as they waited:
 * suspects that hang cost the bot half of its time, and never all of it.
 */
public final class HandlerGate {
  /** The clock may be stepped, so it is looked at again and again. */
  private static final long LOOK_MS = 20;

  private final Clock clock;
  private final Duration atMost;
  private final Set<Turn> running = new HashSet<>();
  private @Nullable Turn alone;
  private long closedAtMs;
  private long breatherEndsAtMs;
  private boolean shut;

  /**
   * @param atMost for so long others wait for a suspect, and a suspect for those that run; a
   *     handler that has run for longer is taken for one that hangs, and is not waited for
   */
  public HandlerGate(Clock clock, Duration atMost) {
    this.clock = clock;
    this.atMost = atMost;
  }

  /** For so long others wait for a suspect. */
  Duration atMost() {
    return atMost;
  }

  /** A handler's leave to run. */
  static final class Turn {
    private volatile long sinceMs;

    private Turn(long sinceMs) {
      this.sinceMs = sinceMs;
    }
  }

  /** Waits until no suspect runs alone; empty once the gate is shut. */
  synchronized Optional<Turn> enter() throws InterruptedException {
    while (alone != null && !shut) {
      wait();
    }
    return shut ? Optional.empty() : Optional.of(begin(new Turn(clock.millis())));
  }

  private Turn begin(Turn turn) {
    running.add(turn);
    return turn;
  }

  /**
   * Waits for its turn, and then until nothing else runs that does not hang; nothing else begins
   * until {@link #open} or {@link #leave}. Empty once the gate is shut.
   */
  synchronized Optional<Turn> enterAlone() throws InterruptedException {
    while ((alone != null || isBreather()) && !shut) {
      wait(LOOK_MS);
    }
    if (shut) {
      return Optional.empty();
    }
    closedAtMs = clock.millis();
    Turn closing = new Turn(closedAtMs);
    alone = closing;
    try {
      while (anyRuns() && !shut) {
        wait(LOOK_MS);
      }
      alone = shut ? null : begin(new Turn(clock.millis()));
      return Optional.ofNullable(alone);
    } finally {
      open(closing);
    }
  }

  /** Its handler begins only now: what came before does not count as its time. */
  void handlerBegins(Turn turn) {
    turn.sinceMs = clock.millis();
  }

  private boolean isBreather() {
    return isWithin(breatherEndsAtMs - clock.millis(), atMost.multipliedBy(3));
  }

  private boolean anyRuns() {
    return running.stream().anyMatch(turn -> !isOverdue(turn));
  }

  /** Whether it has had the time that others may have to wait for it. */
  boolean isOverdue(Turn turn) {
    return !isWithin(clock.millis() - turn.sinceMs + 1, atMost);
  }

  /** A clock that was set must not keep anybody waiting. */
  private static boolean isWithin(long millis, Duration bound) {
    return millis > 0 && millis <= bound.toMillis();
  }

  /** Lets others in beside the one that has run alone. */
  synchronized void open(Turn turn) {
    if (alone == turn) {
      alone = null;
      long nowMs = clock.millis();
      breatherEndsAtMs = nowMs + (nowMs - closedAtMs);
      notifyAll();
    }
  }

  /** The handler has ended. */
  synchronized void leave(Turn turn) {
    running.remove(turn);
    open(turn);
    notifyAll();
  }

  /** Lets nobody in any more. */
  synchronized void shut() {
    shut = true;
    notifyAll();
  }
}
