package io.botfunnel.starter.console;

import io.botfunnel.starter.console.request.RequestRefusedException;
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
final class MetricsEndpoint {
  /** Far below the number of the server's threads. */
  static final int MAX_CONCURRENT_READS = 4;

  private static final String BEARER = "Bearer ";

  private final Optional<String> key;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT_READS);

  /**
   * @param key the required bearer token; empty to require none
   */
  MetricsEndpoint(Optional<String> key) {
    this.key = key;
  }

  Handler handler(Supplier<String> text) {
    return request -> {
      request.header("Connection", "close");
      check(Optional.ofNullable(request.header("Authorization")).orElse(""));
      respond(request, text);
    };
  }

  private void check(String authorization) {
    boolean allowed =
        key.map(required -> Proof.same(BEARER + required, authorization)).orElse(true);
    if (!allowed) {
      throw RequestRefusedException.noMetricsKey();
    }
  }

  private void respond(Context request, Supplier<String> text) {
    if (!permits.tryAcquire()) {
      throw RequestRefusedException.tooMany(
          "%d others read the metrics now, which is the most".formatted(MAX_CONCURRENT_READS),
          "Try again in a moment");
    }
    try {
      request.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.get());
    } finally {
      permits.release();
    }
  }
}
