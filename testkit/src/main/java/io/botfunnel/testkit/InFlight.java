package io.botfunnel.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls are between their arrival and their answer, now and at most. Thread-safe. */
final class InFlight {
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  void enter() {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
  }

  void leave() {
    now.decrementAndGet();
  }

  int now() {
    return now.get();
  }

  int most() {
    return most.get();
  }
}
