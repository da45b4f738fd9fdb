package io.botfunnel.tracking.internal.xtracker.http;

import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.impl.nio.ClientH2UpgradeHandler;
import org.apache.hc.core5.http2.ssl.ApplicationProtocol;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ProtocolUpgradeHandler;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool that logs nothing of HTTP/2. The library copies each header before logging it.
 * At DEBUG, the bearer would appear in clear in spite of {@link BearerHeader}, and again in the
 * frame dumps. The library has no switch for this. Thread-safe.
 */
final class UnloggedHttp2 extends PoolingAsyncClientConnectionManager {
  /** Starts HTTP/2 as the library does, but without a listener; nothing here uses server push. */
  private static final ProtocolUpgradeHandler SILENT =
      new ClientH2UpgradeHandler(
          new ClientH2StreamMultiplexerFactory(
              HttpProcessorBuilder.create().build(),
              null,
              H2Config.custom().setPushEnabled(false).build(),
              CharCodingConfig.DEFAULT,
              null),
          broken -> {});

  UnloggedHttp2() {
    super(
        RegistryBuilder.<TlsStrategy>create()
            .register(URIScheme.HTTPS.id, DefaultClientTlsStrategy.createDefault())
            .build());
  }

  @Override
  public Future<AsyncConnectionEndpoint> connect(
      AsyncConnectionEndpoint endpoint,
      ConnectionInitiator initiator,
      @Nullable Timeout timeout,
      @Nullable Object attachment,
      HttpContext context,
      @Nullable FutureCallback<AsyncConnectionEndpoint> callback) {
    return super.connect(endpoint, silencing(initiator), timeout, attachment, context, callback);
  }

  private static ConnectionInitiator silencing(ConnectionInitiator initiator) {
    return (endpoint, remote, local, timeout, attachment, callback) ->
        initiator.connect(endpoint, remote, local, timeout, attachment, silencing(callback));
  }

  /**
   * Registers the silent handler: a connection gets its protocols when it opens and chooses one
   * after its handshake.
   */
  private static FutureCallback<IOSession> silencing(FutureCallback<IOSession> callback) {
    return new CallbackContribution<>(callback) {
      @Override
      public void completed(IOSession session) {
        ((ProtocolIOSession) session).registerProtocol(ApplicationProtocol.HTTP_2.id, SILENT);
        callback.completed(session);
      }
    };
  }
}
