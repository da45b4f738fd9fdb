package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The metrics endpoint, open to anybody on this machine, or only to those who send the key that was
 * set. Reads take long and run one at a time, so only a few requests may wait, and each connection
 * serves one answer. Clients that ask without end therefore cannot block the health endpoint. Safe
 * for use from any thread.
 */
final class MetricsDoor {
  /** Far below the number of the server's threads. */
  static final int MOST_AT_A_TIME = 4;

  private static final String BEARER = "Bearer ";

  private final Optional<String> key;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

  /**
   * @param key the required bearer token; empty to require none
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
