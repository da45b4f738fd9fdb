package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.io.CloseMode;

/**
 * Posts bodies over pooled connections. Each call has an overall deadline, because a server that
 * sends one byte a second never runs into a socket timeout. Thread-safe.
 */
public final class Transport implements AutoCloseable {
  private static final boolean DAEMON = true;
  private static final long GRACE_MS = 2_000;

  /**
   * A deadline is kept to within a twentieth; a timer for each call would cost as much as JSON
   * does.
   */
  private static final int LOOKS_A_DEADLINE = 20;

  private static final long LONGEST_UNLOOKED_MS = 250;

  private final CloseableHttpAsyncClient http;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, new DefaultThreadFactory("botfunnel-http-deadline", DAEMON));
  private final long deadlineNanos;
  private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Transport(CloseableHttpAsyncClient http, Duration deadline) {
    this.http = http;
    this.deadlineNanos = deadline.toNanos();
  }

  public static Transport start(Limits limits, Optional<OutboundProxy> proxy) {
    CloseableHttpAsyncClient http = HttpClients.create(limits, proxy);
    http.start();
    Transport transport = new Transport(http, limits.responseTimeout());
    transport.watch(limits.responseTimeout().toMillis());
    return transport;
  }

  private void watch(long deadlineMs) {
    long everyMs = Math.min(LONGEST_UNLOOKED_MS, Math.max(1, deadlineMs / LOOKS_A_DEADLINE));
    deadlines.scheduleWithFixedDelay(this::expire, everyMs, everyMs, TimeUnit.MILLISECONDS);
  }

  /** Posts the body unchanged. Every failure is the future's exception. */
  public CompletableFuture<HttpAnswer> post(Target target, byte[] body, String secret) {
    Exchange exchange = Exchange.begin(inFlight, System.nanoTime());
    begin(exchange, target.post(body, secret));
    return exchange.end();
  }

  private void begin(Exchange exchange, AsyncRequestProducer request) {
    if (closed.get()) {
      exchange.failed(new ClientClosedException());
      return;
    }
    try {
      exchange.aborts(http.execute(request, new BoundedResponse(), exchange));
    } catch (RuntimeException e) {
      exchange.failed(e);
    }
  }

  private void expire() {
    long latest = System.nanoTime() - deadlineNanos;
    try {
      inFlight.stream()
          .filter(exchange -> exchange.beganBefore(latest))
          .forEach(exchange -> exchange.failed(new TimeoutException()));
    } catch (RuntimeException one) {
      // That exchange has ended nevertheless. Rethrowing would stop the checks; the next one
      // handles the rest
    }
  }

  /** Waits at most 2 s for the calls in flight, then aborts them. A second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      awaitInFlight();
      abortInFlight();
      deadlines.shutdownNow();
      http.close(CloseMode.IMMEDIATE);
      // Calls that began during close have no deadline any more
      abortInFlight();
    }
  }

  private void abortInFlight() {
    inFlight.forEach(exchange -> exchange.failed(new ClientClosedException()));
  }

  private void awaitInFlight() {
    try {
      allEnded().get(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Failed calls have ended too; the others are aborted next
    }
  }

  private CompletableFuture<Void> allEnded() {
    return CompletableFuture.allOf(
        inFlight.stream().map(Exchange::end).toArray(CompletableFuture<?>[]::new));
  }
}
