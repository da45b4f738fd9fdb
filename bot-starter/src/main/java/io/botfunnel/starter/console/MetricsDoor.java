package io.botfunnel.starter.console;

import io.javalin.http.Handler;
import java.util.Optional;
import java.util.function.Supplier;

/** The metrics, for anybody on this machine or for those alone who know a key that was set. */
final class MetricsDoor {
  private static final String BEARER = "Bearer ";

  private final Optional<String> key;

  /**
   * @param key what has to come as a bearer token; empty to ask for none
   */
  MetricsDoor(Optional<String> key) {
    this.key = key;
  }

  Handler showing(Supplier<String> text) {
    return request -> {
      check(Optional.ofNullable(request.header("Authorization")).orElse(""));
      request.contentType("text/plain; version=0.0.4; charset=utf-8").result(text.get());
    };
  }

  private void check(String authorization) {
    boolean allowed = key.map(known -> Proof.same(BEARER + known, authorization)).orElse(true);
    if (!allowed) {
      throw Refusal.noMetricsKey();
    }
  }
}
