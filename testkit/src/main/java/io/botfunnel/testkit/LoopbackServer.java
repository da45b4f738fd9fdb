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
 * The JDK's HTTP server on 127.0.0.1 with threads of its own, all of them daemons.
 *
 * <p>The JDK reads its settings once, when its first server class is loaded. They are preset here
 * unless the JVM was started with others: without {@code nodelay} every answer waits 40 ms for a
 * delayed ACK, above {@code maxIdleConnections} (200) kept connections are closed under the client,
 * and a client that is refused before more than {@code drainAmount} (64 KB) of its body is read
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
   * @param port 0 for a free one
   * @param name of its threads, followed by a number
   */
  public static LoopbackServer open(int port, String name, HttpHandler handler) {
    ExecutorService threads = Executors.newCachedThreadPool(daemons(name));
    HttpServer http = bind(port);
    http.setExecutor(threads);
    http.createContext("/", closing(handler));
    // Started from a daemon, so that the JDK's dispatcher thread inherits that
    CompletableFuture.runAsync(http::start, threads).join();
    return new LoopbackServer(http, threads);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** Cuts every connection; waits for the threads. The second call does nothing. */
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

  /** An exchange that the handler leaves without an answer closes its connection. */
  private static HttpHandler closing(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        answered(handler, exchange);
      }
    };
  }

  /** The JDK swallows what a handler throws: a test's own predicate that fails should be seen. */
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
