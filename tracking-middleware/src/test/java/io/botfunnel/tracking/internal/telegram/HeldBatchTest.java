package io.botfunnel.tracking.internal.telegram;

import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateText;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.botfunnel.tracking.outbox.OutboxOutage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A write that fails: the batch is held. */
final class HeldBatchTest extends MiddlewareStage {
  @Test
  void isTriedAgainUntilItSucceeds() {
    intake.failOnce(FakeIntake.diskFull());
    intake.throwOnce(new IllegalStateException("a bug"));
    TrackingMiddleware middleware = toInbox(this::steppingTheClock);

    middleware.consume(batch(privateText(1, "hi")));

    assertThat(intake.batches).hasSize(1);
    assertThat(waits).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(middleware.held()).isEmpty();
  }

  @Test
  void waitsLongerEachTimeButNeverMoreThanTenSeconds() {
    failTimes(8);

    toInbox(this::steppingTheClock).consume(batch(privateText(1, "hi")));

    assertThat(waits)
        .extracting(Duration::toMillis)
        .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
  }

  @Test
  void isShownWhileItHolds() {
    intake.failOnce(FakeIntake.diskFull());
    intake.failOnce(new IllegalStateException("a bug"));
    List<Optional<OutboxOutage>> shown = new ArrayList<>();
    TrackingMiddleware[] middleware = new TrackingMiddleware[1];
    middleware[0] =
        toInbox(
            (end, wait) -> {
              shown.add(middleware[0].held());
              clock.advance(wait);
            });

    middleware[0].consume(batch(privateText(1, "hi"), privateText(2, "ho")));

    assertThat(shown)
        .containsExactly(
            Optional.of(new OutboxOutage(NOW, 2, "The disk is full. Make room")),
            Optional.of(
                new OutboxOutage(
                    NOW,
                    2,
                    "the outbox failed with java.lang.IllegalStateException: a bug."
                        + " Check its database, its disk and the log")));
    assertThat(middleware[0].held()).isEmpty();
  }

  @Test
  void isLoggedOnceAMinuteAndWhenItIsOver() {
    failTimes(18); // 15.75 s until the waits are 10 s, then eleven of them: 126 s

    toInbox(this::steppingTheClock).consume(batch(privateText(1, "hi")));

    assertThat(logged(Level.ERROR))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("1 updates", "The disk is full. Make room"));
    assertThat(logged(Level.INFO)).singleElement().asString().contains("on disk now");
  }

  @Test
  void isLoggedThoughTheClockWasSetBack() {
    failTimes(2);

    toInbox((end, wait) -> clock.advance(Duration.ofDays(-1))).consume(batch(privateText(1, "hi")));

    assertThat(logged(Level.ERROR)).hasSize(2);
  }

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      intake.failOnce(FakeIntake.diskFull());
    }
  }
}
