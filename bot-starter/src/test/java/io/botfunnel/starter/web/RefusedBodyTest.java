package io.botfunnel.starter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is refused before its body is read gets its answer, and not a reset. */
class RefusedBodyTest {
  /** More than the buffers of both ends hold. */
  private static final int LARGE = 12 << 20;

  /** More than a server that refuses takes in. */
  private static final long ENDLESS = 1L << 40;

  private WebServer server;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    ServerSocketChannel socket = WebServer.listen(0);
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    url = URI.create("http://127.0.0.1:" + port);
    WebServerConfig shape =
        new WebServerConfig(
            "web-server-test",
            4,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            64,
            Duration.ofSeconds(3),
            "{}");
    server =
        WebServer.start(
            socket,
            shape,
            routes -> routes.post("/refuse", request -> request.status(401).result("no")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"POST,/refuse,401", "POST,/unknown,404", "PUT,/refuse,405"})
  void isAnswered(String method, String path, int status) throws IOException {
    String head = method + " " + path + " HTTP/1.1\r\nHost: x";
    assertThat(Talker.status(url, head, LARGE)).isEqualTo(status);
    assertThat(Talker.statusOfChunks(url, head, LARGE)).isEqualTo(status);
    assertThat(Talker.status(url, head + "\r\nConnection: close", LARGE)).isEqualTo(status);
    assertThat(Talker.status(url, head + "\r\nExpect: 100-continue", LARGE)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "GET /e HTTP/9.9\r\nHost: x",
        "POST /refuse HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
        "POST /refuse HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nContent-Length: 12582912"
      })
  void isAnsweredAlsoAfterWhatIsMalformed(String head) throws IOException {
    assertThat(Talker.statusOf(url, head, LARGE)).isBetween(400, 599);
  }

  @Test
  void isAnsweredBehindAHeadThatIsTooLarge() throws IOException {
    String head = "GET /refuse HTTP/1.1\r\nHost: x\r\nX-Much: " + "x".repeat(LARGE);
    assertThat(Talker.statusOf(url, head, 0)).isEqualTo(431);
  }

  @Test
  void isNotTakenInForEver() {
    String head = "POST /refuse HTTP/1.1\r\nHost: x";
    assertThatThrownBy(() -> Talker.status(url, head, ENDLESS)).isInstanceOf(IOException.class);
  }

  @Test
  void keepsNoConnectionOpenOnceTheServerHasStopped() throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      server.close();
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write(new byte[LARGE]);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}
