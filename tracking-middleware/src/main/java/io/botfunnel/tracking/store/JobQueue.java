package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.OutboxUnavailableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for one writer's thread, in the order of submitting; whatever happens, nobody is
 * left waiting once it has ended. Submitting is safe from any thread.
 */
final class JobQueue {
  private static final Job<Void> END = new Job<>(tx -> null);

  private final LinkedBlockingQueue<Job<?>> waiting = new LinkedBlockingQueue<>();
  private boolean closed;

  /** Completes once the work is committed. */
  <T> CompletableFuture<T> submit(Work<T> work) {
    Job<T> job = new Job<>(work);
    synchronized (this) {
      if (closed) {
        job.fail(closed());
      } else {
        waiting.add(job);
      }
    }
    return job.done();
  }

  /** The next job; null where none came in time. */
  @Nullable Job<?> next(long patienceMs) {
    try {
      return waiting.poll(patienceMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException nobodyElseOwnsThisThread) {
      return null;
    }
  }

  /** Fills a group with what waits besides; false once the end has come. */
  boolean fill(List<Job<?>> group, Job<?> first, int most) {
    group.add(first);
    waiting.drainTo(group, most - 1);
    return !group.remove(END);
  }

  /** Takes nothing more; what was submitted is done. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      waiting.add(END);
    }
  }

  /** Fails what is left: where something unforeseen ended the thread, it is not done. */
  void end(List<Job<?>> group) {
    synchronized (this) {
      closed = true;
      waiting.drainTo(group);
    }
    group.forEach(job -> job.fail(closed()));
  }

  /** Waits for the writer's thread to end. */
  static void join(Thread thread) {
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
