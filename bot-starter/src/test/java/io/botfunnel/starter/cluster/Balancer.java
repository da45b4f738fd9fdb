package io.botfunnel.starter.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A load balancer before the receivers: any of them that answers, 502 where none does. */
final class Balancer implements AutoCloseable {
  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BAD_GATEWAY = 502;

  private final List<Integer> ports;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Balancer(List<Integer> ports) throws IOException {
    this.ports = ports;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/telegram", this::handOn);
    server.start();
  }

  /** What Telegram calls. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/telegram");
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] update = exchange.getRequestBody().readAllBytes();
      String secret = exchange.getRequestHeaders().getFirst(SECRET);
      exchange.sendResponseHeaders(anybody(update, secret), -1);
    }
  }

  private int anybody(byte[] update, String secret) {
    List<Integer> order = new ArrayList<>(ports);
    Collections.shuffle(order);
    int answer = BAD_GATEWAY;
    for (int i = 0; i < order.size() && answer == BAD_GATEWAY; i++) {
      answer = send(order.get(i), update, secret);
    }
    return answer;
  }

  private int send(int port, byte[] update, String secret) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/telegram"))
            .header(SECRET, secret)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(update))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException dead) {
      return BAD_GATEWAY;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return BAD_GATEWAY;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
