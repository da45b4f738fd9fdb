package io.botfunnel.tracking;

import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.delivery.Endpoint;
import io.botfunnel.tracking.internal.lane.Entry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Reports to an observer how each attempt ended and how long it took. */
record ObservedEndpoint(Endpoint endpoint, Observer observer) implements Endpoint {

  @Override
  public CompletableFuture<AttemptResult> send(Entry entry) {
    long begun = System.nanoTime();
    return endpoint
        .send(entry)
        .thenApply(
            answer -> {
              observer.attempted(answer.outcome(), Duration.ofNanos(System.nanoTime() - begun));
              return answer;
            });
  }

  @Override
  public long secretVersion() {
    return endpoint.secretVersion();
  }
}
