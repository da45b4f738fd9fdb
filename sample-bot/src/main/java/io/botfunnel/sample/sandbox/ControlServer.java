package io.botfunnel.sample.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Lets a terminal, or a test in any language, play the users of a sandbox over HTTP. */
final class ControlServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(ControlServer::daemon);

  private ControlServer(HttpServer http, Controls controls) {
    this.http = http;
    http.setExecutor(thread);
    http.createContext("/", exchange -> answer(exchange, controls));
    http.start();
  }

  /**
   * Starts on 127.0.0.1.
   *
   * @param port the port; 0 for a free one
   * @throws UncheckedIOException if the port is taken
   */
  static ControlServer start(int port, Sandbox sandbox) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      return new ControlServer(http, new Controls(sandbox));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen on 127.0.0.1:%d: %s".formatted(port, e.getMessage()), e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    thread.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Controls controls) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      ControlResponse reply = controls.use(exchange.getRequestMethod() + " " + path, body);
      byte[] bytes = (reply.json() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sandbox-control");
    thread.setDaemon(true);
    return thread;
  }
}
