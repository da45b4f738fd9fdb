package io.botfunnel.tracking.internal.telegram;

import io.botfunnel.tracking.internal.concurrent.Futures;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.internal.network.ExponentialBackoff;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.telegram.UpdatesNotConfirmedException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch and returns when it is on disk, however long that takes. A failed write is
 * retried, first after 250 ms and at most 10 s apart, until it succeeds or the intake is closed.
 *
 * <p>Only the polling thread writes; {@link #held()} and {@link #close()} may be called from any
 * thread.
 */
final class RetryingIntake {
  private static final ExponentialBackoff WAITS =
      new ExponentialBackoff(Duration.ofMillis(250), Duration.ofSeconds(10));

  private final Intake intake;
  private final Clock clock;
  private final RetryDelay delay;
  private final HeldBatchLog log;
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private volatile @Nullable OutboxOutage held;

  RetryingIntake(Intake intake, Clock clock, RetryDelay delay) {
    this.intake = intake;
    this.clock = clock;
    this.delay = delay;
    this.log = new HeldBatchLog(clock);
  }

  /**
   * Writes a batch; returns only when the batch is on disk.
   *
   * @param updates how many updates wait for it
   * @throws UpdatesNotConfirmedException if the intake is closed or the thread is interrupted
   *     before that
   */
  void take(List<Captured> batch, int updates) {
    try {
      takeUntilItIsOnDisk(batch, updates);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UpdatesNotConfirmedException("Interrupted before a batch was on disk");
    } finally {
      held = null;
    }
  }

  private void takeUntilItIsOnDisk(List<Captured> batch, int updates) throws InterruptedException {
    Optional<Throwable> failure = attempt(batch);
    for (int failures = 1; failure.isPresent(); failures++) {
      hold(updates, failure.get());
      delay.pause(closed, WAITS.after(failures));
      failure = attempt(batch);
    }
    Optional.ofNullable(held).ifPresent(log::released);
  }

  private Optional<Throwable> attempt(List<Captured> batch) throws InterruptedException {
    requireOpen();
    try {
      CompletableFuture.anyOf(intake.take(batch), closed).get();
    } catch (ExecutionException failed) {
      return Optional.of(Futures.cause(failed));
    } catch (RuntimeException | LinkageError failed) {
      return Optional.of(failed);
    }
    requireOpen();
    return Optional.empty();
  }

  /**
   * Throws {@link UpdatesNotConfirmedException} once closed, even for a batch that has just reached
   * the disk: Telegram delivers it again, and its keys are recognised.
   */
  void requireOpen() {
    if (closed.isDone()) {
      throw new UpdatesNotConfirmedException("Closed before a batch was on disk");
    }
  }

  private void hold(int updates, Throwable failure) {
    OutboxOutage before = held;
    OutboxOutage now =
        new OutboxOutage(
            before == null ? clock.instant() : before.since(), updates, reason(failure));
    held = now;
    log.held(now, failure);
  }

  private static String reason(Throwable failure) {
    return failure instanceof OutboxUnavailableException
        ? String.valueOf(failure.getMessage())
        : "the outbox failed with " + failure + ". Check its database, its disk and the log";
  }

  /** The batch that waits for the disk now; empty if there is none. */
  Optional<OutboxOutage> held() {
    return Optional.ofNullable(held);
  }

  /** Ends a waiting write and every later one. */
  void close() {
    closed.complete(true);
  }
}
