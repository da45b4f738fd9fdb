package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reports to an observer how many entries were recorded and how long that took. */
record ObservedIntake(Intake intake, Observer observer) implements Intake {

  @Override
  public CompletableFuture<List<Receipt>> record(List<Recordable> events) {
    long begun = System.nanoTime();
    return timed(events.size(), begun, intake.record(events));
  }

  @Override
  public CompletableFuture<Void> take(List<Captured> batch) {
    long begun = System.nanoTime();
    int entries = batch.stream().mapToInt(ObservedIntake::entriesOf).sum();
    return timed(entries, begun, intake.take(batch));
  }

  private static int entriesOf(Captured captured) {
    return captured.events().size() + (captured.update() == null ? 0 : 1);
  }

  private <T> CompletableFuture<T> timed(int entries, long begun, CompletableFuture<T> done) {
    return done.whenComplete(
        (result, failure) -> {
          if (failure == null && entries > 0) {
            observer.appended(entries, Duration.ofNanos(System.nanoTime() - begun));
          }
        });
  }
}
