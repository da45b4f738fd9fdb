package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The metrics, for anybody on this machine or for those alone who know a key that was set. They are
 * read for one after the other and take their time, so that few may wait, and each for one answer:
 * those who ask without end keep nobody from the health. Safe for use from any thread.
 */
final class MetricsDoor {
  /** Far fewer than the server has threads. */
  static final int MOST_AT_A_TIME = 4;

  private static final String BEARER = "Bearer ";

  private final Optional<String> key;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

  /**
   * @param key what has to come as a bearer token; empty to ask for none
   */
  MetricsDoor(Optional<String> key) {
    this.key = key;
  }

  Handler showing(Supplier<String> text) {
    return request -> {
      request.header("Connection", "close");
      check(Optional.ofNullable(request.header("Authorization")).orElse(""));
      show(request, text);
    };
  }

  private void check(String authorization) {
    boolean allowed = key.map(known -> Proof.same(BEARER + known, authorization)).orElse(true);
    if (!allowed) {
      throw Refusal.noMetricsKey();
    }
  }

  private void show(Context request, Supplier<String> text) {
    if (!places.tryAcquire()) {
      throw Refusal.tooMany(
          "%d others read the metrics now, which is the most. Ask again in a moment"
              .formatted(MOST_AT_A_TIME));
    }
    try {
      request.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.get());
    } finally {
      places.release();
    }
  }
}
