package io.botfunnel.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's HTTP server on 127.0.0.1 with its own daemon threads.
 *
 * <p>The JDK reads its settings once, when its first server class is loaded. This class presets
 * them unless the JVM was started with others. Without {@code nodelay} every answer waits 40 ms for
 * a delayed ACK. Above {@code maxIdleConnections} (200), kept connections are closed under the
 * client. A client that is refused before more than {@code drainAmount} (64 KB) of its body is read
 * gets a reset in place of its answer.
 */
public final class LoopbackServer implements AutoCloseable {
  static {
    preset("sun.net.httpserver.nodelay", "true");
    preset("sun.net.httpserver.maxIdleConnections", "10000");
    preset("sun.net.httpserver.drainAmount", String.valueOf(64 << 20));
  }

  private static final int BACKLOG = 1024;
  private static final long CLOSE_WITHIN_MS = 2_000;

  private final HttpServer http;
  private final ExecutorService threads;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LoopbackServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /**
   * Opens a listening server.
   *
   * @param port the port; 0 for a free one
   * @param name the name of its threads, which a number follows
   */
  public static LoopbackServer open(int port, String name, HttpHandler handler) {
    ExecutorService threads = Executors.newCachedThreadPool(daemons(name));
    HttpServer http = bind(port);
    http.setExecutor(threads);
    http.createContext("/", closing(handler));
    // Started from a daemon thread, so that the JDK's dispatcher thread becomes a daemon too.
    CompletableFuture.runAsync(http::start, threads).join();
    return new LoopbackServer(http, threads);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** Closes every connection and waits for the threads. A second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      http.stop(0);
      threads.shutdownNow();
      join();
    }
  }

  private void join() {
    try {
      threads.awaitTermination(CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the connection of an exchange that the handler leaves unanswered. */
  private static HttpHandler closing(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        answered(handler, exchange);
      }
    };
  }

  /**
   * Reports what a handler throws, because the JDK swallows it: a failing predicate of a test has
   * to be seen.
   */
  private static void answered(HttpHandler handler, HttpExchange exchange) throws IOException {
    try {
      handler.handle(exchange);
    } catch (RuntimeException e) {
      Answer.html(500, "The testkit failed: " + e).sendWhole(exchange);
    }
  }

  private static HttpServer bind(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(loopback(), port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen on 127.0.0.1:" + port + ": " + e.getMessage() + "; 0 picks a free port",
          e);
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void preset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
