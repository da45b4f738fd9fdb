package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An intake in memory whose next writes can be made to fail or to hang. */
final class FakeIntake implements Intake {
  final List<List<Captured>> batches = new ArrayList<>();
  private final Deque<Supplier<CompletableFuture<Void>>> faults = new ArrayDeque<>();

  void failOnce(Throwable failure) {
    faults.add(() -> CompletableFuture.failedFuture(failure));
  }

  void throwOnce(RuntimeException failure) {
    faults.add(
        () -> {
          throw failure;
        });
  }

  void failForEver() {
    faults.add(
        () -> {
          failForEver();
          return CompletableFuture.failedFuture(diskFull());
        });
  }

  /** The next write never ends; {@code begun} runs when it has begun. */
  void hangOnce(Runnable begun) {
    faults.add(
        () -> {
          begun.run();
          return new CompletableFuture<>();
        });
  }

  static OutboxUnavailableException diskFull() {
    return new OutboxUnavailableException("The disk is full. Make room");
  }

  @Override
  public CompletableFuture<Void> take(List<Captured> batch) {
    if (!faults.isEmpty()) {
      return faults.remove().get();
    }
    batches.add(batch);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<List<Receipt>> record(List<Recordable> events) {
    throw new AssertionError("updates are taken, not recorded");
  }
}
