package io.botfunnel.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls between their arrival and their answer: now, and at most so far. Thread-safe.
 */
public final class InFlight {
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  public void enter() {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
  }

  public void leave() {
    now.decrementAndGet();
  }

  public int now() {
    return now.get();
  }

  public int most() {
    return most.get();
  }
}
