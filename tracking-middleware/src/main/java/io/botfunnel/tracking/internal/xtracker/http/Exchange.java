package io.botfunnel.tracking.internal.xtracker.http;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * A call in flight. It ends once: with its answer, a fault, its deadline or the closing of the
 * client. Thread-safe.
 */
final class Exchange implements FutureCallback<HttpAnswer> {
  private final CompletableFuture<HttpAnswer> end = new CompletableFuture<>();
  private final Set<Exchange> inFlight;
  private final long beganNanos;
  private volatile @Nullable Future<?> request;

  private Exchange(Set<Exchange> inFlight, long beganNanos) {
    this.inFlight = inFlight;
    this.beganNanos = beganNanos;
  }

  /** Starts an exchange that is in flight from now until it ends. */
  static Exchange begin(Set<Exchange> inFlight, long nowNanos) {
    Exchange exchange = new Exchange(inFlight, nowNanos);
    inFlight.add(exchange);
    return exchange;
  }

  /** A future that completes with the answer or with the fault. */
  CompletableFuture<HttpAnswer> end() {
    return end;
  }

  boolean beganBefore(long nanos) {
    return beganNanos - nanos < 0;
  }

  /**
   * Sets the request to cancel if the exchange ends without an answer; cancelling closes its
   * connection. After an answer the request is left alone: cancelling it would close the connection
   * that is just returning to the pool.
   */
  void aborts(Future<?> begun) {
    request = begun;
    if (end.isCompletedExceptionally()) {
      begun.cancel(true);
    }
  }

  @Override
  public void completed(HttpAnswer answer) {
    inFlight.remove(this);
    end.complete(answer);
  }

  @Override
  public void failed(Exception fault) {
    inFlight.remove(this);
    boolean first = end.completeExceptionally(fault);
    Future<?> begun = request;
    if (first && begun != null) {
      begun.cancel(true);
    }
  }

  @Override
  public void cancelled() {
    failed(new CancellationException());
  }
}
