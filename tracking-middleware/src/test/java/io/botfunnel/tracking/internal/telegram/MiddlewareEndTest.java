package io.botfunnel.tracking.internal.telegram;

import static io.botfunnel.tracking.internal.telegram.RawUpdates.privateText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.botfunnel.tracking.telegram.UpdatesNotConfirmedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.Update;

/** The end of the middleware, while a batch is held too. */
final class MiddlewareEndTest extends MiddlewareStage {
  private final CountDownLatch begun = new CountDownLatch(1);

  @Test
  void endsAHeldBatchUnconfirmed() throws Exception {
    intake.failForEver();
    TrackingMiddleware middleware =
        toInbox(
            (end, wait) -> {
              begun.countDown();
              end.join();
            });

    assertEndsUnconfirmed(middleware, middleware::end);
    assertThat(middleware.held()).isEmpty();
  }

  @Test
  void endsARealWaitToo() throws Exception {
    intake.hangOnce(begun::countDown);
    intake.failForEver();
    TrackingMiddleware middleware = toInbox(RetryDelay.REAL);

    assertEndsUnconfirmed(middleware, middleware::end);
  }

  @Test
  void isWhatAnInterruptMeans() throws Exception {
    intake.hangOnce(begun::countDown);
    Thread[] polling = new Thread[1];
    TrackingMiddleware middleware = toInbox(RetryDelay.REAL);
    CompletableFuture<Boolean> flag = new CompletableFuture<>();

    polling[0] =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(() -> middleware.consume(batch(talk())));
              flag.complete(
                  thrown instanceof UpdatesNotConfirmedException
                      && Thread.currentThread().isInterrupted());
            },
            "polling");
    polling[0].start();
    begun.await();
    polling[0].interrupt();

    assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
    polling[0].join();
  }

  @Test
  void letsNothingBeConfirmedAfterwards() {
    TrackingMiddleware middleware = toInbox(RetryDelay.REAL);
    middleware.end();

    assertThatThrownBy(() -> middleware.consume(batch(talk())))
        .isInstanceOf(UpdatesNotConfirmedException.class)
        .hasMessageContaining("delivers them again");
    assertThat(intake.batches).isEmpty();
  }

  private void assertEndsUnconfirmed(TrackingMiddleware middleware, Runnable end) throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread polling =
        new Thread(
            () -> thrown.complete(catchThrowable(() -> middleware.consume(batch(talk())))),
            "polling");
    polling.start();
    begun.await();
    end.run();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(UpdatesNotConfirmedException.class);
    assertThat(intake.batches).isEmpty();
    polling.join();
  }

  private static Update talk() {
    return privateText(1, "hi");
  }

  @Test
  void endsAWaitAsItsTimeDoes() {
    CompletableFuture<Boolean> never = new CompletableFuture<>();

    assertThatCode(() -> RetryDelay.REAL.pause(never, Duration.ofMillis(1)))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                RetryDelay.REAL.pause(CompletableFuture.completedFuture(true), Duration.ofDays(1)))
        .doesNotThrowAnyException();
  }
}
