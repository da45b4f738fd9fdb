package io.botfunnel.starter.cluster;

import io.botfunnel.tracking.event.Receipt.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A worker as the test sees it: told of something, it answers, or it has died. Thread-safe. */
final class Worker implements AutoCloseable {
  /** What a child says of a hook that has failed. */
  static final String NOT = "NOT";

  private final Machine machine;
  private final Map<Long, CompletableFuture<Outcome>> asked = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  Worker(String name, Map<String, String> environment, Path logs, Consumer<String> broken) {
    machine =
        new Machine(name, WorkerChild.class, environment, logs, this::heard, this::died, broken);
  }

  Machine machine() {
    return machine;
  }

  /**
   * Has it call a hook; fails where the hook does, or the worker dies before it says how it was.
   */
  CompletableFuture<Outcome> tell(Report report) {
    long number = last.incrementAndGet();
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    asked.put(number, answer);
    try {
      machine.tell(number + " " + report);
    } catch (IOException dead) {
      asked.remove(number);
      answer.completeExceptionally(dead);
    }
    return answer;
  }

  private void heard(String text) {
    String[] word = text.split(" ", -1);
    CompletableFuture<Outcome> answer = asked.remove(Long.parseLong(word[0]));
    if (answer == null) {
      return;
    }
    if (word[1].equals(NOT)) {
      answer.completeExceptionally(new IllegalStateException("nothing was recorded"));
    } else {
      answer.complete(Outcome.valueOf(word[1]));
    }
  }

  private void died() {
    asked.values().forEach(answer -> answer.completeExceptionally(new IOException("it died")));
    asked.clear();
  }

  @Override
  public void close() {
    machine.close();
  }
}
