package io.botfunnel.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that call simultaneously; each waits for its call to return. */
public final class Callers {
  /** The number of callers in every figure about appending. */
  public static final int SIXTEEN = 16;

  private Callers() {}

  /** Returns the calls per second of 16 callers. */
  public static double perSecond(int calls, Call call) throws Exception {
    return perSecond(SIXTEEN, calls, call);
  }

  /** Returns the calls per second of this many callers. */
  public static double perSecond(int callers, int calls, Call call) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<?>> running = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> all(next, calls, call)));
      }
      for (Future<?> caller : running) {
        caller.get(5, TimeUnit.MINUTES);
      }
      return calls * 1e9 / (System.nanoTime() - start);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Object all(AtomicInteger next, int calls, Call call) throws Exception {
    for (int event = next.getAndIncrement(); event < calls; event = next.getAndIncrement()) {
      call.make(event);
    }
    return calls;
  }
}
