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

class CachedQueryTest {
  private final SteppingClock clock = new SteppingClock();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final AtomicInteger queries = new AtomicInteger();
  private final CachedQuery<Integer> cached =
      new CachedQuery<>(queries::incrementAndGet, Duration.ofSeconds(1), clock, work::add);

  private void complete() {
    Objects.requireNonNull(work.poll()).run();
  }

  @Test
  void isUnknownBeforeTheFirstQuery() {
    CompletableFuture<Void> running = cached.refresh();
    assertThat(cached.value()).isNull();
    complete();
    assertThat(running).isDone();
    assertThat(cached.value()).isOne();
  }

  @Test
  void queriesOncePerInterval() {
    cached.refresh();
    complete();
    clock.advance(Duration.ofMillis(999));
    assertThat(cached.refresh()).isDone();
    assertThat(work).isEmpty();
    clock.advance(Duration.ofMillis(1));
    cached.refresh();
    complete();
    assertThat(cached.value()).isEqualTo(2);
  }

  @Test
  void doesNotQueryAgainWhileAQueryRuns() {
    CompletableFuture<Void> first = cached.refresh();
    clock.advance(Duration.ofHours(1));
    assertThat(cached.refresh()).isSameAs(first).isNotDone();
    assertThat(work).hasSize(1);
  }

  @Test
  void queriesAgainAfterTheClockWasSetBack() {
    cached.refresh();
    complete();
    clock.advance(Duration.ofDays(-1));
    cached.refresh();
    assertThat(work).hasSize(1);
  }

  @Test
  void isUnknownIfTheOutboxIsUnavailable() {
    isUnknownAfter(new OutboxUnavailableException("the disk is full"));
  }

  @Test
  void isUnknownAfterAnUnexpectedException() {
    isUnknownAfter(new IllegalStateException("not foreseen"));
  }

  private void isUnknownAfter(RuntimeException fault) {
    Supplier<Integer> question = () -> onceOnly(fault);
    CachedQuery<Integer> broken = new CachedQuery<>(question, Duration.ZERO, clock, Runnable::run);
    assertThat(broken.refresh()).isCompleted();
    assertThat(broken.value()).isOne();
    assertThat(broken.refresh()).isCompleted();
    assertThat(broken.value()).isNull();
  }

  private int onceOnly(RuntimeException fault) {
    if (queries.incrementAndGet() > 1) {
      throw fault;
    }
    return queries.get();
  }
}
