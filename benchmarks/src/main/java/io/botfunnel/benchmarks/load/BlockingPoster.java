package io.botfunnel.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The client that a peer's worker threads call. It sends the same body and headers as we do, over
 * as many kept connections as there are threads. It uses the blocking httpclient5, the fastest
 * choice for a thread that waits.
 */
public final class BlockingPoster implements Poster, AutoCloseable {
  private final URI events;
  private final CloseableHttpClient http;
  private final AtomicInteger delivered = new AtomicInteger();

  public BlockingPoster(URI server, int threads) {
    this.events = server.resolve("/events");
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(threads)
                    .setMaxConnPerRoute(threads)
                    .build())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableConnectionState()
            .build();
  }

  @Override
  public void post(String body) {
    HttpPost request = new HttpPost(events);
    request.addHeader("Authorization", "Bearer " + Workload.BEARER);
    request.addHeader("Accept", "application/json");
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    try {
      int code =
          http.execute(
              request,
              response -> {
                EntityUtils.consume(response.getEntity());
                return response.getCode();
              });
      if (code != 200) {
        throw new IllegalStateException("Answer " + code);
      }
      delivered.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int delivered() {
    return delivered.get();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
