package io.botfunnel.starter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch answerable = new CountDownLatch(1);
  private URI url = URI.create("http://127.0.0.1");

  private WebServer start(Duration stopTimeout) throws IOException {
    return start(stopTimeout, Admission.NO_BUFFERING);
  }

  private WebServer start(Duration stopTimeout, Admission admission) throws IOException {
    ServerSocketChannel socket = WebServer.listen(0);
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    url = URI.create("http://127.0.0.1:" + port + "/slow");
    WebServerConfig config =
        new WebServerConfig(
            "web-server-test",
            4,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            64,
            stopTimeout,
            "{}");
    return WebServer.start(
        socket,
        config,
        admission,
        routes ->
            routes.get(
                "/slow",
                request -> {
                  taken.countDown();
                  answerable.await();
                  request.result("at last");
                }));
  }

  private CompletableFuture<HttpResponse<String>> ask() {
    return http.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  @Test
  void waitsWhenItStopsForRunningRequests() throws Exception {
    WebServer server = start(Duration.ofSeconds(20));
    CompletableFuture<HttpResponse<String>> answer = ask();
    taken.await();
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    answerable.countDown();

    assertThat(answer.join().body()).isEqualTo("at last");
    stopped.join();
  }

  @Test
  void endsRequestsThatTakeTooLongWhenItStops() throws Exception {
    WebServer server = start(Duration.ofMillis(50));
    CompletableFuture<HttpResponse<String>> answer = ask();
    taken.await();
    server.close();
    server.close();

    assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask().join()).hasCauseInstanceOf(IOException.class);
    answerable.countDown();
  }

  @Test
  void appliesItsAdmissionEvenIfAStopDoesNotWait() throws Exception {
    Queue<String> admitted = new ConcurrentLinkedQueue<>();
    Admission admission =
        head -> {
          admitted.add(head.path());
          return 0;
        };
    answerable.countDown();
    WebServer server = start(Duration.ZERO, admission);
    HttpResponse<String> answer = ask().join();
    server.close();
    assertThat(answer.body()).isEqualTo("at last");
    assertThat(admitted).containsExactly("/slow");
  }
}
