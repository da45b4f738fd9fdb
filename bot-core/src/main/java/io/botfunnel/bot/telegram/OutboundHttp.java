package io.botfunnel.bot.telegram;

import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.network.OutboundProxy.Credentials;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * OkHttp clients for outgoing requests. They use the configured proxy or connect directly, and
 * ignore the proxy variables of the environment and the JVM's properties. Thread-safe.
 */
public final class OutboundHttp {
  private static final String HEADER = "Proxy-Authorization";

  private OutboundHttp() {}

  /**
   * Returns the builder of a client that uses the given proxy, or connects directly if there is
   * none.
   */
  public static OkHttpClient.Builder through(Optional<OutboundProxy> proxy) {
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    proxy.ifPresentOrElse(it -> lead(http, it), () -> http.proxy(Proxy.NO_PROXY));
    return http;
  }

  private static void lead(OkHttpClient.Builder http, OutboundProxy proxy) {
    http.proxySelector(new Ways(proxy));
    proxy.credentials().map(OutboundHttp::named).ifPresent(http::proxyAuthenticator);
  }

  /** Answers one challenge only: a proxy that asks again rejected these credentials. */
  private static Authenticator named(Credentials credentials) {
    String value = okhttp3.Credentials.basic(credentials.user(), credentials.password());
    return (route, response) -> {
      Request asked = response.request();
      return asked.header(HEADER) == null ? asked.newBuilder().header(HEADER, value).build() : null;
    };
  }

  private static final class Ways extends ProxySelector {
    private final OutboundProxy proxy;

    private Ways(OutboundProxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI server) {
      return List.of(
          proxy.leadsTo(server.getHost())
              ? new Proxy(Proxy.Type.HTTP, proxy.address())
              : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI server, SocketAddress address, IOException fault) {
      // The caller gets the exception
    }
  }
}
