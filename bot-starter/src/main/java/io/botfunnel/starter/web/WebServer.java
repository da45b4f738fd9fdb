package io.botfunnel.starter.web;

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
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small web server with few threads, all of them daemons. Thread-safe; {@link #close} may be
 * called twice.
 */
public final class WebServer implements AutoCloseable {
  /** How long a stop waits for a kept-alive connection without a request. */
  private static final long STOP_IDLE_TIMEOUT_MS = 50;

  private static final int MAX_HEADER_BYTES = 8 << 10;

  /** The most pooled buffers of each size; more than threads use at a time. */
  private static final int MAX_BUFFERS = 64;

  private static final int MAX_BUFFER_BYTES = 2 << 20;

  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  private final String name;
  private final Server server;

  private WebServer(String name, Server server) {
    this.name = name;
    this.server = server;
  }

  /**
   * Binds a port on the loopback address.
   *
   * @param port the port; 0 for a free one
   * @throws IOException if the port is in use or not permitted
   */
  public static ServerSocketChannel listen(int port) throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    return listen(new InetSocketAddress(InetAddress.getByAddress(loopback), port));
  }

  /**
   * Binds an address.
   *
   * @throws IOException if the address is in use or not permitted
   */
  public static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      return socket.bind(address);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Starts a server on a bound port; its handlers wait for the bodies that they want. */
  public static WebServer start(
      ServerSocketChannel socket, WebServerConfig config, Consumer<RoutesConfig> routes) {
    return start(socket, config, Admission.NO_BUFFERING, routes);
  }

  /** Starts a server on a bound port; it buffers admitted bodies before their handlers run. */
  public static WebServer start(
      ServerSocketChannel socket,
      WebServerConfig config,
      Admission admission,
      Consumer<RoutesConfig> routes) {
    Server server = server(config, admission);
    WebServer started = new WebServer(config.name(), server);
    try {
      Javalin.create(javalin -> configure(javalin, server, socket, config, routes)).start();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private static void configure(
      JavalinConfig javalin,
      Server server,
      ServerSocketChannel socket,
      WebServerConfig config,
      Consumer<RoutesConfig> routes) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.prefer405over404 = true;
    // The threads of Javalin's own server would keep the process alive.
    javalin.unsafe.jettyInternal.server = server;
    javalin.jetty.modifyHttpConfiguration(WebServer::modify);
    javalin.jetty.addConnector((same, http) -> connector(same, http, config, socket));
    routes.accept(javalin.routes);
    javalin.routes.after(WholeResponseBuffer::prepare);
  }

  private static Server server(WebServerConfig config, Admission admission) {
    Scheduler timeouts = new ScheduledExecutorScheduler(config.name() + "-timeouts", true);
    Server server = new Server(threads(config), timeouts, buffers());
    server.setStopTimeout(config.stopTimeout().toMillis());
    server.setHandler(handler(config, admission));
    server.setErrorHandler(
        (request, response, callback) -> refuse(config.malformedJson(), response, callback));
    return server;
  }

  /** Jetty waits for running requests only in a handler of that kind. */
  private static Handler.Wrapper handler(WebServerConfig config, Admission admission) {
    Handler.Wrapper admitting =
        new AdmissionHandler(admission, new EagerContentHandler(new BodyBuffer()));
    return config.stopTimeout().isZero() ? admitting : new GracefulHandler(admitting);
  }

  /** Keeps released buffers for reuse up to a limit; Jetty's own limit is a quarter of the heap. */
  private static ArrayByteBufferPool buffers() {
    return new ArrayByteBufferPool(0, 0, 0, MAX_BUFFERS, MAX_BUFFER_BYTES, MAX_BUFFER_BYTES);
  }

  private static QueuedThreadPool threads(WebServerConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(config.threads(), 2);
    threads.setName(config.name());
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    return threads;
  }

  private static void modify(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendDateHeader(false);
    http.addCustomizer(new NoMethodOverride());
    http.addCustomizer(new RequestsPerConnection());
    // On the heap, because -XX:+ExitOnOutOfMemoryError does not cover direct memory.
    http.setUseInputDirectByteBuffers(false);
    http.setUseOutputDirectByteBuffers(false);
  }

  private static Connector connector(
      Server server, HttpConfiguration http, WebServerConfig config, ServerSocketChannel socket) {
    LingeringConnector connector =
        new LingeringConnector(server, new HttpConnectionFactory(http), config.requestTimeout());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    connector.setShutdownIdleTimeout(STOP_IDLE_TIMEOUT_MS);
    server.addBean(new ConnectionLimit(config, connector));
    try {
      connector.open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("a socket that was just bound is closed", e);
    }
    return connector;
  }

  /** Responds to a request so malformed that no route saw it. */
  private static boolean refuse(String json, Response response, Callback callback) {
    if (response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR_500) {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
    }
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, json, callback);
    return true;
  }

  /**
   * Accepts no further requests and waits for running ones; those that take too long are cut off.
   */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // Jetty has stopped nevertheless; the exception names what it cut off.
      log.info("{} stopped before every request was answered ({})", name, e.toString());
    }
  }
}
