package io.botfunnel.starter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask much, or do not read what they are told: others are answered meanwhile. */
class GreedyClientsTest {
  private static final int THREADS = 8;
  private static final int MOST_REQUESTS = 100;
  private static final int READERS = THREADS + 2;

  /** More than the sockets of both sides hold. */
  private static final byte[] LARGE = new byte[6 << 20];

  private static final String LAST = "Connection: close\r\n\r\n";

  private final AtomicInteger asked = new AtomicInteger();
  private final List<Socket> clients = new ArrayList<>();
  private WebServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    ServerSocketChannel socket = WebServer.listen(0);
    port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    Duration patient = Duration.ofMinutes(5);
    WebServerConfig shape =
        new WebServerConfig(
            "greedy-test", THREADS, patient, patient, 64, Duration.ofSeconds(3), "{}");
    server =
        WebServer.start(
            socket,
            shape,
            routes ->
                routes
                    .get("/quick", request -> request.result("at once"))
                    .get(
                        "/large",
                        request -> {
                          asked.incrementAndGet();
                          request.result(LARGE);
                        }));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket each : clients) {
      each.close();
    }
    server.close();
  }

  private Socket ask(String path, int times, String end) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(4 << 10);
    client.setSoTimeout(30_000);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n";
    String text = (request + "\r\n").repeat(times - 1) + request + end;
    client.getOutputStream().write(text.getBytes(US_ASCII));
    return client;
  }

  private static String answer(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), US_ASCII);
  }

  @Test
  void whoDoesNotReadTheAnswersKeepsNobodyOut() throws IOException {
    for (int i = 0; i < READERS; i++) {
      ask("/large", 20, "\r\n");
    }
    assertThat(answer(ask("/quick", 1, LAST))).contains("200", "at once");
    await().untilAsserted(() -> assertThat(asked).hasValue(READERS));
  }

  @Test
  void whoReadsALargeAnswerHasItWhole() throws IOException {
    String answer = answer(ask("/large", 1, LAST));
    assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4)
        .isGreaterThanOrEqualTo(LARGE.length);
  }

  @Test
  void whoSendsRequestsInOneGoHasToConnectAgain() throws IOException {
    String answers = answer(ask("/quick", 3 * MOST_REQUESTS, LAST));
    assertThat(answers.split("at once", -1)).hasSize(MOST_REQUESTS + 1);
    assertThat(answers.split("Connection: close", -1)).as("the last one says so").hasSize(2);
  }
}
