package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Configures httpclient5 so that it adds nothing of its own: no redirects, cookies, retries or
 * gzip. It uses only the API of 5.5, which Spring Boot 3.5 and 4.0 bring.
 */
final class HttpClients {
  /**
   * On two cores, one thread handles a quarter fewer calls; a bot has other uses for more than two.
   */
  private static final int IO_THREADS = 2;

  private static final boolean DAEMON = true;

  /** A pooled connection that was idle for longer is validated before it is used. */
  private static final TimeValue CHECK_AFTER = TimeValue.ofMilliseconds(250);

  private static final int LONGEST_HEADER_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  private HttpClients() {}

  /**
   * Creates a client that is not started yet.
   *
   * @param proxy the proxy for all requests, if any
   */
  static CloseableHttpAsyncClient create(Limits limits, Optional<OutboundProxy> proxy) {
    HttpAsyncClientBuilder http = HttpAsyncClientBuilder.create();
    proxy.ifPresent(it -> Tunnel.through(it, http));
    return quiet(http)
        .setConnectionManager(pool(limits))
        .setDefaultRequestConfig(requests(limits, proxy))
        .setKeepAliveStrategy(new BoundedKeepAlive())
        .setRetryStrategy(new ResendUnsent(limits.maxInFlight()))
        .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(IO_THREADS).build())
        .setHttp1Config(boundedHead())
        .setThreadFactory(new DefaultThreadFactory("botfunnel-http", DAEMON))
        .setUserAgent(UserAgent.value())
        .build();
  }

  private static HttpAsyncClientBuilder quiet(HttpAsyncClientBuilder http) {
    return http.disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        // A broken connection fails its call already; the default reports it once more, as an error
        .setIoReactorExceptionCallback(broken -> {})
        // At DEBUG, the default decorator logs every byte, the bearer included
        .setIoSessionDecorator(session -> session);
  }

  private static UnloggedHttp2 pool(Limits limits) {
    UnloggedHttp2 pool = new UnloggedHttp2();
    pool.setMaxTotal(limits.maxInFlight());
    pool.setDefaultMaxPerRoute(limits.maxInFlight());
    pool.setDefaultTlsConfig(negotiated());
    pool.setDefaultConnectionConfig(connections(limits));
    return pool;
  }

  /** HTTP/2 if ALPN offers it, HTTP/1.1 otherwise. */
  private static TlsConfig negotiated() {
    return TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.NEGOTIATE).build();
  }

  private static ConnectionConfig connections(Limits limits) {
    return ConnectionConfig.custom()
        .setConnectTimeout(timeout(limits.connectTimeout()))
        .setSocketTimeout(timeout(limits.responseTimeout()))
        .setValidateAfterInactivity(CHECK_AFTER)
        .build();
  }

  private static RequestConfig requests(Limits limits, Optional<OutboundProxy> proxy) {
    boolean named = proxy.flatMap(OutboundProxy::credentials).isPresent();
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout(limits.responseTimeout()))
        .setResponseTimeout(timeout(limits.responseTimeout()))
        .setRedirectsEnabled(false)
        .setContentCompressionEnabled(false)
        .setAuthenticationEnabled(named)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static Http1Config boundedHead() {
    return Http1Config.custom()
        .setMaxLineLength(LONGEST_HEADER_LINE)
        .setMaxHeaderCount(MOST_HEADERS)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
