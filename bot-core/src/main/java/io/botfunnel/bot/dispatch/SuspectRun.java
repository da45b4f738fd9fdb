package io.botfunnel.bot.dispatch;

import io.botfunnel.bot.dispatch.HandlerGate.Turn;
import io.botfunnel.bot.telegram.InterruptibleDelays;
import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Queue;
import io.botfunnel.tracking.internal.lane.Suspicion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a suspect that runs alone. During the run, a death of the process counts against the
 * suspect on disk. That record is withdrawn before any other handler begins, so no other handler
 * can have caused the death. Thread-safe.
 */
final class SuspectRun {
  private static final long RETRY_MS = 500;

  private final Queue queue;
  private final HandlerGate gate;
  private final Turn turn;
  private final Entry entry;
  private final Suspicion before;
  private final Thread thread = Thread.currentThread();
  private final InterruptibleDelays waits = new InterruptibleDelays();
  private @Nullable CompletableFuture<Void> withdrawal;
  private boolean ended;

  /**
   * @param turn the turn of the current thread
   * @param before what was known against the entry before this run
   */
  SuspectRun(Queue queue, HandlerGate gate, Turn turn, Entry entry, Suspicion before) {
    this.queue = queue;
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

  /**
   * Returns whether the handler is ending the process in an orderly way, such as by System.exit.
   */
  boolean isEndingTheProcess() {
    return Stream.of(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
  }

  /**
   * Counts a death of the process against the entry from now on. Returns false if that could not be
   * written.
   */
  boolean begin(Suspicion ifItDies) {
    try {
      queue.suspect(entry, ifItDies).join();
      gate.handlerBegins(turn);
      return true;
    } catch (CompletionException unknown) {
      // The record may have been written nevertheless.
      end(before);
      return false;
    }
  }

  /**
   * Lets other handlers run beside this one, after the record against the entry is withdrawn.
   *
   * @return whether this call began the withdrawal
   */
  synchronized boolean letOthersGoOn() {
    if (ended || withdrawal != null) {
      return false;
    }
    withdrawal = queue.suspect(entry, before);
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
   * Ends the run; other handlers begin once that is written.
   *
   * @param now what is known against the entry
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

  /**
   * Retries until the record is written. While the outbox rejects it, no other handler can begin
   * either.
   */
  private void write(Suspicion now) {
    while (!succeeds(queue.suspect(entry, now))) {
      if (!waits.await(RETRY_MS)) {
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
