package io.botfunnel.starter.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The metrics, for anybody on this machine or for those alone who know a key that was set. They are
 * read by one thread of their own, once for all who ask meanwhile: however many ask, no thread of
 * the server waits, and health is answered. Safe for use from any thread.
 */
final class MetricsDoor implements AutoCloseable {
  private static final String BEARER = "Bearer ";

  private final Optional<String> key;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(MetricsDoor::thread);
  private CompletableFuture<String> reading = CompletableFuture.completedFuture("");

  /**
   * @param key what has to come as a bearer token; empty to ask for none
   */
  MetricsDoor(Optional<String> key) {
    this.key = key;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "botfunnel-console-metrics");
    thread.setDaemon(true);
    return thread;
  }

  Handler showing(Supplier<String> text) {
    return request -> {
      check(Optional.ofNullable(request.header("Authorization")).orElse(""));
      request.future(() -> read(text).thenAccept(metrics -> show(request, metrics)));
    };
  }

  private void check(String authorization) {
    boolean allowed = key.map(known -> Proof.same(BEARER + known, authorization)).orElse(true);
    if (!allowed) {
      throw Refusal.noMetricsKey();
    }
  }

  /** Who asks after an answer gets a newer one; who asks before it shares it. */
  private synchronized CompletableFuture<String> read(Supplier<String> text) {
    if (reading.isDone()) {
      reading = begun(text);
    }
    return reading;
  }

  private CompletableFuture<String> begun(Supplier<String> text) {
    try {
      return CompletableFuture.supplyAsync(text, reader);
    } catch (RejectedExecutionException closing) {
      return CompletableFuture.failedFuture(closing);
    }
  }

  private static void show(Context request, String metrics) {
    request.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics);
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
