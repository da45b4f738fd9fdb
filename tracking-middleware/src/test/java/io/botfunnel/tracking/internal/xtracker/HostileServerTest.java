package io.botfunnel.tracking.internal.xtracker;

import static io.botfunnel.tracking.delivery.AttemptOutcome.DELIVERED;
import static io.botfunnel.tracking.delivery.AttemptOutcome.LATER;
import static io.botfunnel.tracking.delivery.AttemptOutcome.REFUSED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botfunnel.tracking.internal.delivery.AttemptResult;
import io.botfunnel.tracking.internal.xtracker.http.Excerpt;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileServerTest {
  private static final String BEARER = "xtb_hush_hush";
  private static final String QUEUED = "{\"ok\":true,\"status\":\"queued\"}";

  private static XtrackerClientBuilder client(URI url) {
    return XtrackerClient.builder().url(url).bearer(() -> BEARER);
  }

  private static AttemptResult send(XtrackerClient client) {
    return client.send(XtrackerClientTest.contact("c-1")).join();
  }

  private static AttemptResult sendOnce(URI url) {
    try (XtrackerClient client = client(url).responseTimeout(Duration.ofMillis(400)).build()) {
      return send(client);
    }
  }

  private static RawServer answering(String response) {
    return new RawServer((socket, out) -> out.write(response.getBytes(US_ASCII)));
  }

  @Test
  void aDeadPortIsConnectionRefused() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    assertThat(sendOnce(URI.create("http://127.0.0.1:" + port)))
        .isEqualTo(AttemptResult.of(LATER, "connection refused"));
  }

  @Test
  void aNameThatDoesNotResolveIsSaid() {
    try (XtrackerClient client = client(URI.create("https://xtracker.invalid")).build()) {
      assertThat(send(client))
          .isEqualTo(AttemptResult.of(LATER, "unknown host: DNS does not know the name"));
    }
  }

  @Test
  void aServerWithoutTlsBehindHttpsIsForLater() throws IOException {
    try (RawServer server = answering(RawServer.response(200, QUEUED))) {
      URI url = URI.create("https://localhost:" + server.url().getPort());
      assertThat(sendOnce(url).outcome()).isEqualTo(LATER);
    }
  }

  @Test
  void aBodyThatDribblesIsCutAtTheDeadline() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    RawServer.Script dribble =
        (socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(US_ASCII));
          do {
            out.write(' ');
          } while (!never.await(20, TimeUnit.MILLISECONDS));
        };
    try (RawServer server = new RawServer(dribble)) {
      assertThat(sendOnce(server.url()))
          .isEqualTo(AttemptResult.of(LATER, "no answer within 400 ms"));
    }
  }

  @Test
  void anEndlessBodyIsCutAtTheDeadlineToo() throws IOException {
    RawServer.Script flood =
        (socket, out) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
          while (true) {
            out.write(new byte[8192]);
          }
        };
    try (RawServer server = new RawServer(flood)) {
      assertThat(sendOnce(server.url()))
          .isEqualTo(AttemptResult.of(LATER, "no answer within 400 ms"));
    }
  }

  @Test
  void ofALongBodyOnlyTheStartIsKept() throws IOException {
    String page = "<html>" + "x".repeat(300_000);
    try (RawServer server = answering(RawServer.response(404, page))) {
      AttemptResult answer = sendOnce(server.url());
      assertThat(answer.outcome()).isEqualTo(REFUSED);
      assertThat(answer.detail()).hasSize("HTTP 404: ".length() + Excerpt.MOST_CHARACTERS);
    }
  }

  @Test
  void anAnswerThatIsNotHttpIsForLater() throws IOException {
    try (RawServer server = answering("SSH-2.0-OpenSSH_9.6\r\n\r\n")) {
      assertThat(sendOnce(server.url()).outcome()).isEqualTo(LATER);
    }
  }

  @Test
  void anEchoedBearerIsInNoDetail() throws IOException {
    String echo = "{\"error\":\"bad key " + BEARER + "\"}";
    try (RawServer server = answering(RawServer.response(401, echo))) {
      assertThat(sendOnce(server.url()).toString()).contains("bad key ***").doesNotContain(BEARER);
    }
  }

  @Test
  void theHeadSaysWhoAsksAndAddsNothing() throws IOException {
    try (RawServer server = answering(RawServer.response(200, QUEUED))) {
      assertThat(sendOnce(server.url())).isEqualTo(AttemptResult.of(DELIVERED));
      assertThat(server.heads().get(0))
          .startsWith("POST /events HTTP/1.1\n")
          .contains("Authorization: Bearer " + BEARER + "\n", "User-Agent: BotFunnel/")
          .doesNotContain("Accept-Encoding", "Cookie", "Upgrade", "Expect");
    }
  }

  @Test
  void connectionsAreKept() throws IOException {
    try (RawServer server = answering(RawServer.response(200, QUEUED));
        XtrackerClient client = client(server.url()).build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
      }
      // A connection is back in the pool just after its answer: a quick caller may open another
      assertThat(server.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void aKeptConnectionThatTheServerClosedIsNotAnOutage() throws Exception {
    Semaphore noticed = new Semaphore(0);
    RawServer.Script closing =
        (socket, out) -> {
          out.write(RawServer.response(200, QUEUED).getBytes(US_ASCII));
          socket.shutdownOutput();
          // Ends when the client has closed its side
          assertThat(socket.getInputStream().read()).isNegative();
          noticed.release();
        };
    try (RawServer server = new RawServer(closing);
        XtrackerClient client = client(server.url()).build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(client)).isEqualTo(AttemptResult.of(DELIVERED));
        assertThat(noticed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void theBearerIsNotLoggedEvenAtTrace() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger("org.apache.hc");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setAdditive(false);
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    try (RawServer server = answering(RawServer.response(200, QUEUED))) {
      sendOnce(server.url());
    } finally {
      root.setLevel(before);
      root.setAdditive(true);
      root.detachAppender(log);
    }
    List<String> lines =
        List.copyOf(log.list).stream()
            .map(event -> String.valueOf(event.getFormattedMessage()))
            .toList();
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(BEARER));
    assertThat(lines).anyMatch(line -> line.contains("Bearer ***"));
  }
}
