package io.botfunnel.tracking.internal.xtracker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;

/** XTRACKER behind TLS, as a proxy offers it: events are queued, binds are never answered. */
final class TlsServer
    implements AutoCloseable, AsyncServerRequestHandler<Message<HttpRequest, String>> {
  /** A request as it came in. */
  record Seen(ProtocolVersion version, String connection, String authorization) {}

  private final HttpAsyncServer server;
  private final int port;
  private final int batch;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Queue<ResponseTrigger> waiting = new ConcurrentLinkedQueue<>();

  /**
   * @param policy what ALPN offers
   * @param batch how many events are there before any is answered
   */
  TlsServer(SSLContext tls, HttpVersionPolicy policy, int batch) throws Exception {
    this.batch = batch;
    this.server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(policy)
            .setTlsStrategy(
                new H2ServerTlsStrategy(tls, (client, engine) -> offer(policy, engine), null))
            .setExceptionCallback(broken -> {})
            .setCanonicalHostName("localhost")
            .register("*", this)
            .register("xtracker.example", "*", this)
            .create();
    server.start();
    this.port = listen();
  }

  /** Core 5.3 offers HTTP/2 whatever the policy, and breaks the connection afterwards. */
  private static void offer(HttpVersionPolicy policy, SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(
        policy == HttpVersionPolicy.FORCE_HTTP_1
            ? new String[] {"http/1.1"}
            : new String[] {"h2", "http/1.1"});
    engine.setSSLParameters(parameters);
  }

  private int listen() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ListenerEndpoint listening = server.listen(any, URIScheme.HTTPS).get();
    return ((InetSocketAddress) listening.getAddress()).getPort();
  }

  URI url() {
    return URI.create("https://localhost:" + port);
  }

  List<Seen> seen() {
    return seen;
  }

  /** How many connections carried a request. */
  long connections() {
    return seen.stream().map(Seen::connection).distinct().count();
  }

  @Override
  public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
      HttpRequest request, EntityDetails entity, HttpContext context) {
    return new BasicRequestConsumer<>(new StringAsyncEntityConsumer());
  }

  @Override
  public void handle(
      Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context)
      throws HttpException, IOException {
    seen.add(seen(message.getHead(), HttpCoreContext.cast(context)));
    if (message.getHead().getPath().equals("/events")) {
      waiting.add(trigger);
    }
    if (seen.size() >= batch) {
      answerAll(context);
    }
  }

  private static Seen seen(HttpRequest request, HttpCoreContext context) throws HttpException {
    return new Seen(
        context.getProtocolVersion(),
        context.getEndpointDetails().getRemoteAddress().toString(),
        request.getHeader("Authorization").getValue());
  }

  private void answerAll(HttpContext context) throws HttpException, IOException {
    for (ResponseTrigger next = waiting.poll(); next != null; next = waiting.poll()) {
      next.submitResponse(
          AsyncResponseBuilder.create(200)
              .setEntity("{\"ok\":true,\"status\":\"queued\"}", ContentType.APPLICATION_JSON)
              .build(),
          context);
    }
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
  }
}
