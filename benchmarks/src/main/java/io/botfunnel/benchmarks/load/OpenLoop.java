package io.botfunnel.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes calls on a fixed schedule with 16 threads in turn, however long the calls take. The start
 * of a call is when its thread woke for it; if the thread was still busy, it is the scheduled time.
 */
public final class OpenLoop {
  private static final int THREADS = 16;

  private final int perSecond;
  private final long[] startedAt;

  public OpenLoop(int perSecond, int seconds) {
    this.perSecond = perSecond;
    this.startedAt = new long[perSecond * seconds];
  }

  /** Returns the number of calls. */
  public int calls() {
    return startedAt.length;
  }

  /** Makes the calls; returns the start of each, from {@link System#nanoTime}. */
  public long[] run(Call call) throws Exception {
    long origin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int first = i;
        running.add(threads.submit(() -> callEvery(THREADS, first, origin, call)));
      }
      for (Future<?> thread : running) {
        thread.get(5, TimeUnit.MINUTES);
      }
      return startedAt;
    } finally {
      threads.shutdownNow();
    }
  }

  private Object callEvery(int step, int first, long origin, Call call) throws Exception {
    for (int event = first; event < startedAt.length; event += step) {
      long due = origin + event * (1_000_000_000L / perSecond);
      boolean late = System.nanoTime() >= due;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      startedAt[event] = late ? due : System.nanoTime();
      call.make(event);
    }
    return startedAt;
  }
}
