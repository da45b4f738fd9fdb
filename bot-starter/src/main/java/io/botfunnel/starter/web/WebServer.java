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
  private static final long IDLE_AT_A_STOP_MS = 50;

  private static final int MOST_HEADER_BYTES = 8 << 10;

  /** The most pooled buffers of each size; more than threads use at a time. */
  private static final int MOST_BUFFERS = 64;

  private static final int MOST_BUFFER_BYTES = 2 << 20;

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
      ServerSocketChannel socket, ServerShape shape, Consumer<RoutesConfig> routes) {
    return start(socket, shape, Admission.OF_NO_BODY, routes);
  }

  /** Starts a server on a bound port; it buffers admitted bodies before their handlers run. */
  public static WebServer start(
      ServerSocketChannel socket,
      ServerShape shape,
      Admission admission,
      Consumer<RoutesConfig> routes) {
    Server server = server(shape, admission);
    WebServer started = new WebServer(shape.name(), server);
    try {
      Javalin.create(config -> configure(config, server, socket, shape, routes)).start();
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private static void configure(
      JavalinConfig config,
      Server server,
      ServerSocketChannel socket,
      ServerShape shape,
      Consumer<RoutesConfig> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    // The threads of Javalin's own server would keep the process alive.
    config.unsafe.jettyInternal.server = server;
    config.jetty.modifyHttpConfiguration(WebServer::modify);
    config.jetty.addConnector((same, http) -> connector(same, http, shape, socket));
    routes.accept(config.routes);
    config.routes.after(WholeAnswers::prepare);
  }

  private static Server server(ServerShape shape, Admission admission) {
    Scheduler timeouts = new ScheduledExecutorScheduler(shape.name() + "-timeouts", true);
    Server server = new Server(threads(shape), timeouts, buffers());
    server.setStopTimeout(shape.patience().toMillis());
    if (!shape.patience().isZero()) {
      server.setHandler(
          new GracefulHandler(
              new AdmissionHandler(admission, new EagerContentHandler(new BodyAhead()))));
    }
    server.setErrorHandler(
        (request, response, callback) -> refuse(shape.unreadable(), response, callback));
    return server;
  }

  /** Keeps released buffers for reuse up to a limit; Jetty's own limit is a quarter of the heap. */
  private static ArrayByteBufferPool buffers() {
    return new ArrayByteBufferPool(0, 0, 0, MOST_BUFFERS, MOST_BUFFER_BYTES, MOST_BUFFER_BYTES);
  }

  private static QueuedThreadPool threads(ServerShape shape) {
    QueuedThreadPool threads = new QueuedThreadPool(shape.threads(), 2);
    threads.setName(shape.name());
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    return threads;
  }

  private static void modify(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.setSendDateHeader(false);
    http.addCustomizer(new OneMethod());
    http.addCustomizer(new InTurns());
    // On the heap, because -XX:+ExitOnOutOfMemoryError does not cover direct memory.
    http.setUseInputDirectByteBuffers(false);
    http.setUseOutputDirectByteBuffers(false);
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerShape shape, ServerSocketChannel socket) {
    LingeringConnector connector =
        new LingeringConnector(server, new HttpConnectionFactory(http), shape.request());
    connector.setIdleTimeout(shape.idle().toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_A_STOP_MS);
    server.addBean(new ConnectionLimit(shape, connector));
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
    SafeHeaders.ALL.forEach(response.getHeaders()::put);
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
