package io.botfunnel.tracking.internal.lane;

import io.botfunnel.tracking.outbox.Books;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Lanes whose disk fails while a test says so. Thread-safe. */
final class FlakyLanes implements Lanes {
  private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final Lanes lanes;
  private volatile boolean claimFails;
  private volatile boolean settleFails;

  FlakyLanes(Lanes lanes) {
    this.lanes = lanes;
  }

  void failClaims() {
    claimFails = true;
  }

  void failSettlements() {
    settleFails = true;
  }

  void heal() {
    claimFails = false;
    settleFails = false;
  }

  private static <T> CompletableFuture<T> diskFull() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new OutboxUnavailableException("the disk is full");
        },
        SOON);
  }

  @Override
  public CompletableFuture<List<Appended>> append(List<NewEntry> entries) {
    return lanes.append(entries);
  }

  @Override
  public CompletableFuture<List<Entry>> claim(Topic topic, int limit) {
    return claimFails ? diskFull() : lanes.claim(topic, limit);
  }

  @Override
  public CompletableFuture<List<Entry>> claimQuarantined(Topic topic, long latestMs, int limit) {
    return lanes.claimQuarantined(topic, latestMs, limit);
  }

  @Override
  public CompletableFuture<Optional<Suspicion>> begin(Entry entry) {
    return lanes.begin(entry);
  }

  @Override
  public CompletableFuture<Void> suspect(Entry entry, Suspicion suspicion) {
    return lanes.suspect(entry, suspicion);
  }

  @Override
  public CompletableFuture<Void> end(Entry entry) {
    return lanes.end(entry);
  }

  @Override
  public CompletableFuture<Void> settle(List<Settlement> settlements) {
    return settleFails ? diskFull() : lanes.settle(settlements);
  }

  @Override
  public CompletableFuture<OptionalLong> nextDue(Topic topic) {
    return lanes.nextDue(topic);
  }

  @Override
  public CompletableFuture<Integer> clampDue(Topic topic, long latestMs) {
    return lanes.clampDue(topic, latestMs);
  }

  @Override
  public CompletableFuture<Boolean> retry(Topic topic, String key) {
    return lanes.retry(topic, key);
  }

  @Override
  public Books books(Topic topic) {
    return lanes.books(topic);
  }

  @Override
  public void onDue(Topic topic, Runnable wake) {
    lanes.onDue(topic, wake);
  }
}
