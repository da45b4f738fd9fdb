package io.botfunnel.tracking.internal.xtracker.http;

import io.botfunnel.tracking.network.OutboundProxy;
import io.botfunnel.tracking.network.OutboundProxy.Credentials;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Sends all requests through a proxy with CONNECT. Some versions of the library pass on the proxy's
 * refusal of CONNECT as XTRACKER's answer. Its 404 or 407 would refuse an event for good. A
 * response that arrives before the tunnel is established is therefore a connection fault.
 * Thread-safe.
 */
final class Tunnel {
  private static final String REACHED = "botfunnel.reached";

  private Tunnel() {}

  static void through(OutboundProxy proxy, HttpAsyncClientBuilder http) {
    HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
    http.setProxy(host)
        .addExecInterceptorBefore(ChainElement.CONNECT.name(), "tunnel", Tunnel::connect)
        .addExecInterceptorAfter(ChainElement.CONNECT.name(), "reached", Tunnel::reached);
    proxy.credentials().ifPresent(named -> http.setDefaultCredentialsProvider(as(named, host)));
  }

  private static BasicCredentialsProvider as(Credentials named, HttpHost proxy) {
    BasicCredentialsProvider provider = new BasicCredentialsProvider();
    provider.setCredentials(
        new AuthScope(proxy),
        new UsernamePasswordCredentials(named.user(), named.password().toCharArray()));
    return provider;
  }

  private static void connect(
      HttpRequest request,
      AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    scope.clientContext.removeAttribute(REACHED);
    chain.proceed(request, body, scope, new OnlyXtracker(scope, callback));
  }

  private static void reached(
      HttpRequest request,
      AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    scope.clientContext.setAttribute(REACHED, true);
    chain.proceed(request, body, scope, callback);
  }

  private record OnlyXtracker(AsyncExecChain.Scope scope, AsyncExecCallback callback)
      implements AsyncExecCallback {
    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
        throws HttpException, IOException {
      if (scope.clientContext.getAttribute(REACHED) == null) {
        throw new IOException("Unexpected response code for CONNECT: " + response.getCode());
      }
      return callback.handleResponse(response, entity);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
      callback.handleInformationResponse(response);
    }

    @Override
    public void completed() {
      callback.completed();
    }

    @Override
    public void failed(Exception cause) {
      callback.failed(cause);
    }
  }
}
