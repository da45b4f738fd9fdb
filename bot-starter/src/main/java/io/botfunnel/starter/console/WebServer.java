package io.botfunnel.starter.console;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/** A small web server on this machine alone, with few threads that keep no process alive. */
final class WebServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int MOST_HEADER_BYTES = 8 << 10;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Takes a port on the loopback address.
   *
   * @param port 0 for a free one
   * @throws IOException if it is in use or not ours to take
   */
  static ServerSocketChannel listen(int port) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      byte[] loopback = {127, 0, 0, 1};
      return socket.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static WebServer start(ServerSocketChannel socket, Consumer<RoutesConfig> routes) {
    return new WebServer(Javalin.create(config -> configure(config, socket, routes)).start());
  }

  private static void configure(
      JavalinConfig config, ServerSocketChannel socket, Consumer<RoutesConfig> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    // The server that Javalin makes by itself has threads that keep the process alive.
    config.unsafe.jettyInternal.server = server();
    config.jetty.modifyHttpConfiguration(WebServer::modify);
    config.jetty.addConnector((server, http) -> connector(server, http, socket));
    routes.accept(config.routes);
  }

  private static Server server() {
    Scheduler timeouts = new ScheduledExecutorScheduler("botfunnel-console-timeouts", true);
    Server server = new Server(threads(), timeouts, null);
    server.setStopTimeout(0);
    server.setErrorHandler(WebServer::refuse);
    return server;
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("botfunnel-console");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    return threads;
  }

  private static void modify(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.setSendDateHeader(false);
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerSocketChannel socket) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("a socket that was just bound is closed", e);
    }
    return connector;
  }

  /** Answers what is so malformed that no route saw it. */
  private static boolean refuse(Request request, Response response, Callback callback) {
    SafeHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(
        response,
        true,
        "{\"error\":\"The request cannot be read: it is malformed or too large. Correct it\"}",
        callback);
    return true;
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
