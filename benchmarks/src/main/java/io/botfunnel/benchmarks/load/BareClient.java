package io.botfunnel.benchmarks.load;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.io.CloseMode;

/** The asynchronous httpclient5 with nothing around it; its own extra features are switched off. */
public final class BareClient implements AutoCloseable {
  private final URI events;
  private final CloseableHttpAsyncClient http;

  public BareClient(URI server, int inFlight) {
    PoolingAsyncClientConnectionManager pool =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnTotal(inFlight)
            .setMaxConnPerRoute(inFlight)
            .build();
    this.events = server.resolve("/events");
    this.http =
        HttpAsyncClients.custom()
            .setConnectionManager(pool)
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .build();
    http.start();
  }

  /** Completes with the status code of the answer. */
  public CompletableFuture<Integer> post(byte[] body) {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    http.execute(
        AsyncRequestBuilder.post(events)
            .addHeader("Authorization", "Bearer " + Workload.BEARER)
            .addHeader("Accept", "application/json")
            .setEntity(body, ContentType.APPLICATION_JSON)
            .build(),
        SimpleResponseConsumer.create(),
        new Completion(code));
    return code;
  }

  @Override
  public void close() {
    http.close(CloseMode.GRACEFUL);
  }

  private record Completion(CompletableFuture<Integer> code)
      implements FutureCallback<SimpleHttpResponse> {
    @Override
    public void completed(SimpleHttpResponse response) {
      code.complete(response.getCode());
    }

    @Override
    public void failed(Exception e) {
      code.completeExceptionally(e);
    }

    @Override
    public void cancelled() {
      code.cancel(false);
    }
  }
}
