package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botfunnel.tracking.event.Receipt;
import io.botfunnel.tracking.event.Recordable;
import io.botfunnel.tracking.internal.lane.Captured;
import io.botfunnel.tracking.internal.lane.Intake;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** That the latest write failed is known until one succeeds, by whichever way it came. */
class WatchedIntakeTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Instant now = NOON;
  private CompletableFuture<?> next = new CompletableFuture<>();
  private final WatchedIntake intake = new WatchedIntake(new Writes(), new SteppedClock());

  /** Each write ends as the next one is to end. */
  private final class Writes implements Intake {
    @Override
    public CompletableFuture<List<Receipt>> record(List<Recordable> events) {
      return next.thenApply(any -> List.of());
    }

    @Override
    public CompletableFuture<Void> take(List<Captured> batch) {
      return next.thenApply(any -> null);
    }
  }

  private final class SteppedClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void failsBy(Throwable failure) {
    next = CompletableFuture.failedFuture(failure);
  }

  private void full(String reason) {
    failsBy(new OutboxUnavailableException(reason));
  }

  private void works() {
    next = CompletableFuture.completedFuture(null);
  }

  private void fail(CompletableFuture<?> write) {
    assertThatThrownBy(write::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void isNoTroubleBeforeTheFirstWriteHasEnded() {
    intake.take(List.of());
    assertThat(intake.trouble()).isEmpty();
  }

  @Test
  void isHeldFromTheFirstFailureOnForTheReasonOfTheLatest() {
    full("The disk is full");
    fail(intake.record(List.of()));
    now = NOON.plus(Duration.ofMinutes(3));
    full("The disk is still full");
    fail(intake.take(List.of()));
    assertThat(intake.trouble()).contains(new OutboxOutage(NOON, 0, "The disk is still full"));
  }

  @Test
  void endsWithTheNextSuccessOfEitherWayIn() {
    full("The disk is full");
    fail(intake.take(List.of()));
    works();
    assertThat(intake.record(List.of()).join()).isEmpty();
    assertThat(intake.trouble()).isEmpty();
    now = NOON.plusSeconds(60);
    full("The disk is full again");
    fail(intake.record(List.of()));
    assertThat(intake.trouble()).contains(new OutboxOutage(now, 0, "The disk is full again"));
    works();
    intake.take(List.of()).join();
    assertThat(intake.trouble()).isEmpty();
  }

  @Test
  void isNotHeldByAWriteThatWasWrongItself() {
    failsBy(new IllegalArgumentException("no such thing"));
    fail(intake.record(List.of()));
    assertThat(intake.trouble()).isEmpty();
    full("The disk is full");
    fail(intake.record(List.of()));
    failsBy(new IllegalArgumentException("no such thing"));
    fail(intake.record(List.of()));
    assertThat(intake.trouble()).as("it has proven nothing").isPresent();
  }
}
