package io.botfunnel.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.SteppingClock;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final SteppingClock clock = new SteppingClock();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final Recent<Integer> recent =
      new Recent<>(asked::incrementAndGet, Duration.ofSeconds(1), clock, work::add);

  private void answer() {
    Objects.requireNonNull(work.poll()).run();
  }

  @Test
  void isUnknownBeforeTheFirstAnswer() {
    CompletableFuture<Void> asking = recent.refresh();
    assertThat(recent.known()).isNull();
    answer();
    assertThat(asking).isDone();
    assertThat(recent.known()).isOne();
  }

  @Test
  void isAskedOnceAnInterval() {
    recent.refresh();
    answer();
    clock.advance(Duration.ofMillis(999));
    assertThat(recent.refresh()).isDone();
    assertThat(work).isEmpty();
    clock.advance(Duration.ofMillis(1));
    recent.refresh();
    answer();
    assertThat(recent.known()).isEqualTo(2);
  }

  @Test
  void isNotAskedAgainWhileItsAnswerIsDue() {
    CompletableFuture<Void> first = recent.refresh();
    clock.advance(Duration.ofHours(1));
    assertThat(recent.refresh()).isSameAs(first).isNotDone();
    assertThat(work).hasSize(1);
  }

  @Test
  void isAskedThoughTheClockWasSetBack() {
    recent.refresh();
    answer();
    clock.advance(Duration.ofDays(-1));
    recent.refresh();
    assertThat(work).hasSize(1);
  }

  @Test
  void isUnknownWhereTheOutboxCannotSay() {
    isUnknownAfter(new OutboxUnavailableException("the disk is full"));
  }

  @Test
  void isUnknownWhereSomethingElseWentWrong() {
    isUnknownAfter(new IllegalStateException("not foreseen"));
  }

  private void isUnknownAfter(RuntimeException fault) {
    Supplier<Integer> question = () -> onceOnly(fault);
    Recent<Integer> broken = new Recent<>(question, Duration.ZERO, clock, Runnable::run);
    assertThat(broken.refresh()).isCompleted();
    assertThat(broken.known()).isOne();
    assertThat(broken.refresh()).isCompleted();
    assertThat(broken.known()).isNull();
  }

  private int onceOnly(RuntimeException fault) {
    if (asked.incrementAndGet() > 1) {
      throw fault;
    }
    return asked.get();
  }
}
