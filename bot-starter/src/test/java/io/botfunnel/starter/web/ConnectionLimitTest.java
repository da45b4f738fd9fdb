package io.botfunnel.starter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many connect and say nothing, who asks something is answered. */
@Tag("slow")
class ConnectionLimitTest {
  private static final int MOST = 16;

  private final List<Socket> idle = new ArrayList<>();
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch answerable = new CountDownLatch(1);
  private @Nullable WebServer server;
  private URI url = URI.create("http://127.0.0.1");

  @AfterEach
  void stop() throws IOException {
    answerable.countDown();
    for (Socket each : idle) {
      each.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private void start(Duration request) throws IOException {
    ServerSocketChannel socket = WebServer.listen(0);
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    url = URI.create("http://127.0.0.1:" + port);
    WebServerConfig shape =
        new WebServerConfig(
            "web-server-test",
            8,
            Duration.ofMinutes(5),
            request,
            MOST,
            Duration.ofSeconds(3),
            "{}");
    server =
        WebServer.start(
            socket,
            shape,
            head -> head.path().equals("/ahead") ? 100 : 0,
            routes ->
                routes
                    .get("/quick", asked -> asked.result("at once"))
                    .post("/ahead", asked -> asked.result(asked.body()))
                    .get(
                        "/slow",
                        asked -> {
                          taken.countDown();
                          answerable.await();
                          asked.result("at last");
                        }));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  private void fill(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      idle.add(connect());
    }
  }

  @Test
  void idleConnectionsKeepNobodyOut() throws IOException {
    start(Duration.ofMinutes(5));
    for (int i = 0; i < 5; i++) {
      fill(MOST);
      try (Socket client = connect()) {
        say(client, "GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer(client)).contains("200", "at once");
      }
    }
  }

  @Test
  void theOldestIdleOneIsCutOff() throws IOException {
    start(Duration.ofMinutes(5));
    fill(2 * MOST);
    assertThat(idle.get(0).getInputStream().read()).isNegative();
  }

  @Test
  void whatIsBeingHandledIsNotCutOff() throws Exception {
    start(Duration.ofMinutes(5));
    try (Socket client = connect()) {
      say(client, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      taken.await();
      fill(3 * MOST);
      assertThat(idle.get(0).getInputStream().read()).isNegative();
      answerable.countDown();
      assertThat(answer(client)).contains("200", "at last");
    }
  }

  @Test
  void aHeadThatDripsIsEnded() throws IOException {
    start(Duration.ofMillis(500));
    try (Socket client = connect()) {
      say(client, "GET /quick HTTP/1.1\r\nX: ");
      // So slowly that it is no head that is too large
      await().until(() -> !drips(client, "y"));
    }
  }

  @Test
  void aBodyThatDripsIsEndedWithAnAnswer() throws IOException {
    start(Duration.ofMillis(500));
    try (Socket client = connect()) {
      say(client, "POST /ahead HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\nx");
      assertThat(answer(client)).startsWith("HTTP/1.1 ");
    }
  }

  private static boolean drips(Socket client, String text) {
    try {
      say(client, text);
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void aSlowAnswerIsNotASlowRequest() throws Exception {
    start(Duration.ofMillis(100));
    try (Socket client = connect()) {
      say(client, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      taken.await();
      try (Socket slow = connect()) {
        assertThat(slow.getInputStream().read()).as("waits for its client").isNegative();
      }
      answerable.countDown();
      assertThat(answer(client)).contains("200", "at last");
    }
  }
}
