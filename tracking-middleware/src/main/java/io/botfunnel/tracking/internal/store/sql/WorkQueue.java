package io.botfunnel.tracking.internal.store.sql;

import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits for one writer's thread, in the order of submission. Every future completes
 * once the thread has ended, whatever happened. Submitting is safe from any thread.
 */
public final class WorkQueue {
  private static final PendingWork<Void> END = new PendingWork<>(tx -> null);

  private final LinkedBlockingQueue<PendingWork<?>> waiting = new LinkedBlockingQueue<>();
  private boolean closed;

  /** Submits work; the future completes once it is committed. */
  <T> CompletableFuture<T> submit(TransactionWork<T> work) {
    PendingWork<T> pending = new PendingWork<>(work);
    synchronized (this) {
      if (closed) {
        pending.fail(closed());
      } else {
        waiting.add(pending);
      }
    }
    return pending.done();
  }

  /** Takes the next piece of work; null if none arrives in time. */
  @Nullable PendingWork<?> next(long patienceMs) {
    try {
      return waiting.poll(patienceMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException nobodyElseOwnsThisThread) {
      return null;
    }
  }

  /** Fills a group up to {@code most} pieces of work; returns false if the queue has ended. */
  boolean fill(List<PendingWork<?>> group, int most) {
    waiting.drainTo(group, most - group.size());
    return !group.remove(END);
  }

  /** Accepts no more work; what was submitted is still done. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      waiting.add(END);
    }
  }

  /** Fails the remaining work, left over if an unexpected error ended the thread. */
  void end(List<PendingWork<?>> group) {
    synchronized (this) {
      closed = true;
      waiting.drainTo(group);
    }
    group.forEach(work -> work.fail(closed()));
  }

  /** Waits for the writer's thread to end. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static OutboxUnavailableException closed() {
    return new OutboxUnavailableException("The outbox is closed: tracking was stopped.");
  }
}
