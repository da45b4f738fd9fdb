package io.botfunnel.tracking.internal.lane;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A worker that does what a test tells it. Thread-safe. */
final class HandWorker implements LaneWorker {
  private final List<Entry> handed = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Function<Entry, CompletionStage<Settlement>> work =
      entry -> CompletableFuture.completedFuture(Settlement.delivered(entry));
  private volatile int most = 10;
  private volatile OptionalLong nextCapacityAtMs = OptionalLong.empty();

  void does(Function<Entry, CompletionStage<Settlement>> newWork) {
    work = newWork;
  }

  void takesAtMost(int entries) {
    most = entries;
  }

  void saysItsCapacityGrowsAt(long epochMs) {
    nextCapacityAtMs = OptionalLong.of(epochMs);
  }

  List<String> handedKeys() {
    return handed.stream().map(Entry::key).toList();
  }

  /** How often its runner asked what it would take. */
  int looks() {
    return looks.get();
  }

  @Override
  public int capacity(int inFlight) {
    looks.incrementAndGet();
    return most - inFlight;
  }

  @Override
  public OptionalLong nextCapacityAtMs() {
    return nextCapacityAtMs;
  }

  @Override
  public CompletionStage<Settlement> handle(Entry entry) {
    handed.add(entry);
    return work.apply(entry);
  }
}
