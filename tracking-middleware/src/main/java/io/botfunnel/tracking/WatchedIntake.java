package io.botfunnel.tracking;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether the latest write failed. Pushed updates and hooks have no held batch that would
 * show such a failure. Safe for use from any thread.
 */
final class WatchedIntake implements Intake {
  private final Intake intake;
  private final Clock clock;
  private @Nullable OutboxOutage trouble;

  WatchedIntake(Intake intake, Clock clock) {
    this.intake = intake;
    this.clock = clock;
  }

  /** Why the latest write failed, and since when writes have failed; empty if it succeeded. */
  synchronized Optional<OutboxOutage> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public CompletableFuture<List<Receipt>> record(List<Recordable> events) {
    return watched(intake.record(events));
  }

  @Override
  public CompletableFuture<Void> take(List<Captured> batch) {
    return watched(intake.take(batch));
  }

  private <T> CompletableFuture<T> watched(CompletableFuture<T> write) {
    return write.whenComplete((done, failure) -> ended(failure));
  }

  private synchronized void ended(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : Futures.cause(failure);
    if (cause == null) {
      trouble = null;
    } else if (cause instanceof OutboxUnavailableException) {
      Instant since = trouble == null ? clock.instant() : trouble.since();
      trouble = new OutboxOutage(since, 0, String.valueOf(cause.getMessage()));
    }
  }
}
