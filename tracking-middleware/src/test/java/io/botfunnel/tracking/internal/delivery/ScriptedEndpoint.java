package io.botfunnel.tracking.internal.delivery;

import io.botfunnel.tracking.delivery.AttemptOutcome;
import io.botfunnel.tracking.internal.lane.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An endpoint that answers at once as a test says, or when it says. Thread-safe. */
final class ScriptedEndpoint implements Endpoint {
  static final AttemptResult FAILS = AttemptResult.of(AttemptOutcome.LATER, "HTTP 500");
  static final AttemptResult WRONG_KEY = AttemptResult.of(AttemptOutcome.UNAUTHORIZED, "HTTP 401");

  private final List<Entry> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Function<Entry, AttemptResult> script =
      entry -> AttemptResult.of(AttemptOutcome.DELIVERED);
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private final AtomicLong secretVersion = new AtomicLong(1);

  static AttemptResult askingToWait(Duration time) {
    return new AttemptResult(AttemptOutcome.OVERLOADED, "HTTP 429", time);
  }

  /** Answers all alike. */
  void answers(AttemptResult answer) {
    answers(entry -> answer);
  }

  void answers(Function<Entry, AttemptResult> newScript) {
    script = newScript;
  }

  void heals() {
    answers(AttemptResult.of(AttemptOutcome.DELIVERED));
  }

  /** Fails the entries of these lanes and records all others. */
  void failsOnly(String... lanes) {
    List<String> failing = List.of(lanes);
    answers(
        entry ->
            failing.contains(entry.lane()) ? FAILS : AttemptResult.of(AttemptOutcome.DELIVERED));
  }

  /** From now on no answer comes before the release. */
  void holds() {
    gate = new CompletableFuture<>();
  }

  void releases() {
    gate.complete(null);
  }

  void changesKey() {
    secretVersion.incrementAndGet();
  }

  /** Every attempt, in order. */
  List<Entry> sent() {
    return sent;
  }

  List<String> sentKeys() {
    return sent.stream().map(Entry::key).toList();
  }

  /** How often it was asked for its secret, which delivery does at every look. */
  int looks() {
    return looks.get();
  }

  @Override
  public CompletableFuture<AttemptResult> send(Entry entry) {
    sent.add(entry);
    return gate.thenApply(open -> script.apply(entry));
  }

  @Override
  public long secretVersion() {
    looks.incrementAndGet();
    return secretVersion.get();
  }
}
