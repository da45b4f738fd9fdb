package io.botfunnel.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeanServerTest {
  private static final String EVENT = "{\"event\":\"contact\",\"eid\":\"contact-%d\"}";

  private final Receipts receipts = new Receipts();
  private LeanServer server;

  @BeforeEach
  void start() throws Exception {
    server = LeanServer.start(receipts);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void anEventIsAnsweredAsXtrackerAnswersIt() throws Exception {
    assertThat(post("/events", EVENT.formatted(1))).contains("\"status\":\"queued\"");

    assertThat(receipts.received()).isEqualTo(1);
  }

  @Test
  void aBindIsAnsweredAndIsNoEvent() throws Exception {
    assertThat(post("/bind", "{\"uid\":\"abc\",\"tg_id\":1}"))
        .isEqualTo("{\"ok\":true,\"matched\":true}");

    assertThat(receipts.received()).isZero();
  }

  @Test
  void eidsAreKeptWhereOneAsksForThem() throws Exception {
    receipts.reset(true);

    post("/events", EVENT.formatted(7));

    assertThat(receipts.traced()).containsOnlyKeys("contact-7");
  }

  @Test
  void requestsThatComeInPiecesOrSeveralAtOnceAreAnsweredOneByOne() throws Exception {
    String request = "POST /events HTTP/1.1\r\nCONTENT-LENGTH: 11\r\n\r\n{\"eid\":\"a\"}";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((request + request + request.substring(0, 40)).getBytes(StandardCharsets.UTF_8));
      out.flush();
      out.write(request.substring(40).getBytes(StandardCharsets.UTF_8));

      assertThat(answers(socket.getInputStream(), 3)).isEqualTo(3);
    }
    assertThat(receipts.received()).isEqualTo(3);
  }

  private static int answers(InputStream in, int wanted) throws Exception {
    StringBuilder read = new StringBuilder();
    int answers = 0;
    while (answers < wanted) {
      read.append((char) in.read());
      answers = read.toString().split("in-1\"}", -1).length - 1;
    }
    return answers;
  }

  private String post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
