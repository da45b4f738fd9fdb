package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.dispatch.HandlerGate.Turn;
import io.botfunnel.bot.telegram.InterruptibleDelays;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Lanes;
import io.botfunnel.tracking.lane.Suspicion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A suspect that runs alone. While it does, a death of the process counts against it on disk; that
 * is withdrawn before any other handler begins, so no other one can have caused the death.
 * Thread-safe.
 */
final class LoneRun {
  private static final long RETRY_MS = 500;

  private final Lanes lanes;
  private final HandlerGate gate;
  private final Turn turn;
  private final Entry entry;
  private final Suspicion before;
  private final Thread thread = Thread.currentThread();
  private final InterruptibleDelays waits = new InterruptibleDelays();
  private @Nullable CompletableFuture<Void> withdrawal;
  private boolean ended;

  /**
   * @param turn of this thread
   * @param before what was known against the entry before
   */
  LoneRun(Lanes lanes, HandlerGate gate, Turn turn, Entry entry, Suspicion before) {
    this.lanes = lanes;
    this.gate = gate;
    this.turn = turn;
    this.entry = entry;
    this.before = before;
  }

  Entry entry() {
    return entry;
  }

  boolean isOverdue() {
    return gate.isOverdue(turn);
  }

  /** Whether its handler is ending the process in an orderly way, such as by System.exit. */
  boolean isEndingTheProcess() {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
  }

  /** Counts a death against it from now on; false if that could not be written. */
  boolean begin(Suspicion ifItDies) {
    try {
      lanes.suspect(entry, ifItDies).join();
      gate.handlerBegins(turn);
      return true;
    } catch (CompletionException unknown) {
      // It may be written nevertheless
      end(before);
      return false;
    }
  }

  /**
   * Lets others go on while it runs: first nothing counts against it any more.
   *
   * @return whether that has begun with this call
   */
  synchronized boolean letOthersGoOn() {
    if (ended || withdrawal != null) {
      return false;
    }
    withdrawal = lanes.suspect(entry, before);
    withdrawal.whenComplete((done, failure) -> withdrawn(failure == null));
    return true;
  }

  private synchronized void withdrawn(boolean written) {
    if (written) {
      gate.open(turn);
    } else {
      withdrawal = null;
    }
  }

  /**
   * It has ended: others go on once that is written.
   *
   * @param now what is known against it
   */
  void end(Suspicion now) {
    CompletableFuture<Void> begun = endOfWithdrawals();
    if (begun == null || !succeeds(begun)) {
      write(now);
    }
    gate.leave(turn);
  }

  private synchronized @Nullable CompletableFuture<Void> endOfWithdrawals() {
    ended = true;
    return withdrawal;
  }

  /** Without it the outbox takes nothing, so no other handler begins meanwhile. */
  private void write(Suspicion now) {
    while (!succeeds(lanes.suspect(entry, now))) {
      if (!waits.await(RETRY_MS)) {
        // The process is being stopped
        return;
      }
    }
  }

  private static boolean succeeds(CompletableFuture<Void> written) {
    try {
      written.join();
      return true;
    } catch (CompletionException notWritten) {
      return false;
    }
  }
}
