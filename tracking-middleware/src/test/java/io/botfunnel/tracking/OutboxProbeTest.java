package io.botfunnel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.outbox.OutboxOutage;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OutboxProbeTest {
  private final SteppingClock clock = new SteppingClock();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Runnable outbox = () -> {};
  private final OutboxProbe probe = new OutboxProbe(this::ask, clock, nanos::get);

  private void ask() {
    asked.incrementAndGet();
    outbox.run();
  }

  @AfterEach
  void close() {
    probe.close();
  }

  private void later(Duration time) {
    clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  private static void never(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void findsNothingWhileTheOutboxAnswers() {
    assertThat(probe.trouble()).isEmpty();
  }

  @Test
  void asksOnceASecondAtMost() {
    probe.trouble();
    probe.trouble();
    assertThat(asked).hasValue(1);
    later(Duration.ofSeconds(1));
    probe.trouble();
    assertThat(asked).hasValue(2);
  }

  @Test
  void saysWhyAndSinceWhenItFailsUntilItWorksAgain() {
    outbox =
        () -> {
          throw new OutboxUnavailableException("PostgreSQL is away. Start it");
        };
    Instant began = clock.instant();
    assertThat(probe.trouble())
        .contains(new OutboxOutage(began, 0, "PostgreSQL is away. Start it"));
    later(Duration.ofMinutes(1));
    assertThat(probe.trouble()).map(OutboxOutage::since).contains(began);
    outbox = () -> {};
    later(Duration.ofSeconds(1));
    assertThat(probe.trouble()).isEmpty();
  }

  @Test
  void saysThatNoAnswerCameInTimeAndWaitsForNoneTwice() {
    CountDownLatch gate = new CountDownLatch(1);
    outbox = () -> never(gate);
    assertThat(probe.trouble()).as("waited for in real time, none has passed here").isEmpty();
    later(Duration.ofSeconds(2));
    assertThat(probe.trouble()).map(OutboxOutage::reason).get().asString().contains("within 2 s");
    assertThat(asked).as("the older check is still open").hasValue(1);
    outbox = () -> {};
    gate.countDown();
    await()
        .until(
            () -> {
              later(Duration.ofSeconds(1));
              return probe.trouble().isEmpty();
            });
  }

  @Test
  void findsNothingOnceItIsClosed() {
    probe.close();
    assertThat(probe.trouble()).isEmpty();
    assertThat(asked).hasValue(0);
  }
}
