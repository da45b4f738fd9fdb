package io.botfunnel.bot.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets handlers run in parallel, or one suspect alone. While a suspect runs alone, no other handler
 * of the process runs, whichever bot or queue it belongs to. A process has one gate. Thread-safe.
 *
 * <p>Other handlers wait as long as a suspect keeps the gate closed; the suspect's owner opens the
 * gate once the suspect is overdue. Before the next suspect runs alone, others get at least as much
 * time as they waited. Suspects that hang therefore cost the bot at most half of its time.
 */
public final class HandlerGate {
  /** The gate polls because the clock may be stepped. */
  private static final long LOOK_MS = 20;

  private final Clock clock;
  private final Duration atMost;
  private final Set<Turn> running = new HashSet<>();
  private @Nullable Turn alone;
  private long closedAtMs;
  private long breatherEndsAtMs;
  private boolean shut;

  /**
   * @param atMost how long others wait for a suspect, and a suspect for running handlers. A handler
   *     that has run for longer counts as hanging and is not waited for
   */
  public HandlerGate(Clock clock, Duration atMost) {
    this.clock = clock;
    this.atMost = atMost;
  }

  /** Returns how long other handlers wait for a suspect. */
  Duration atMost() {
    return atMost;
  }

  /** One handler's permission to run. */
  static final class Turn {
    private volatile long sinceMs;

    private Turn(long sinceMs) {
      this.sinceMs = sinceMs;
    }
  }

  /** Waits until no suspect runs alone. Empty once the gate is shut. */
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
   * Waits until the suspect may run alone: no other suspect runs, and every handler that does not
   * hang has ended. No other handler begins until {@link #open} or {@link #leave}. Empty once the
   * gate is shut.
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

  /**
   * Restarts the time of a turn when its handler begins; preparation before that does not count.
   */
  void handlerBegins(Turn turn) {
    turn.sinceMs = clock.millis();
  }

  private boolean isBreather() {
    return isWithin(breatherEndsAtMs - clock.millis(), atMost.multipliedBy(3));
  }

  private boolean anyRuns() {
    return running.stream().anyMatch(turn -> !isOverdue(turn));
  }

  /** Returns whether a turn has used up the time that others may have to wait for it. */
  boolean isOverdue(Turn turn) {
    return !isWithin(clock.millis() - turn.sinceMs + 1, atMost);
  }

  /**
   * Negative and overlong times count as over, so that a stepped clock keeps no handler waiting.
   */
  private static boolean isWithin(long millis, Duration bound) {
    return millis > 0 && millis <= bound.toMillis();
  }

  /** Lets other handlers run beside the suspect that has run alone. */
  synchronized void open(Turn turn) {
    if (alone == turn) {
      alone = null;
      long nowMs = clock.millis();
      breatherEndsAtMs = nowMs + (nowMs - closedAtMs);
      notifyAll();
    }
  }

  /** Ends a turn after its handler has ended. */
  synchronized void leave(Turn turn) {
    running.remove(turn);
    open(turn);
    notifyAll();
  }

  /** Shuts the gate for good: no further handler may run. */
  synchronized void shut() {
    shut = true;
    notifyAll();
  }
}
