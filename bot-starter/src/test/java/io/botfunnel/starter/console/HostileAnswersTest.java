package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botfunnel.starter.console.json.ConsoleJson;
import io.botfunnel.testkit.SteppingClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What answers a call may send what it likes: the call ends soon, and holds little of it. */
class HostileAnswersTest {
  private static final String KEY = "the-key-of-a-bot";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than the sockets of both sides hold. */
  private static final long HELD_BY_SOCKETS = 32 << 20;

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        Arguments.of("a length of less than nothing", OK + "Content-Length: -1\r\n\r\n", "a"),
        Arguments.of("another", OK + "Content-Length: -5\r\n\r\n", "a"),
        Arguments.of("a length that is none", OK + "Content-Length: x\r\n\r\n", "a"),
        Arguments.of("no length", OK + "\r\n", "a"),
        Arguments.of(
            "chunks and a short length",
            OK + "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
            "8\r\naaaaaaaa\r\n"),
        Arguments.of("a chunk's size", OK + "Transfer-Encoding: chunked\r\n\r\n", "0"),
        Arguments.of("a status line", "HTTP/1.1 200 ", "a"),
        Arguments.of("headers", OK, "X-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
        Arguments.of("a header", OK + "X-Header: ", "a"),
        Arguments.of("that it may go on", "", "HTTP/1.1 100 Continue\r\n\r\n"),
        Arguments.of("hints", "", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        Arguments.of("rubbish", "", "z"));
  }

  private static ConsoleChannel to(URI url) {
    return new ConsoleChannel(new ConsoleAddress(url, KEY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endless")
  void endACallThoughTheyDoNotEnd(String what, String beginning, String piece) throws Exception {
    try (Flooding stranger = Flooding.start(beginning, piece)) {
      assertThatThrownBy(() -> to(stranger.url()).get("/api/bots", PATIENCE))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(HttpTimeoutException.class);
      assertThat(stranger.sent()).as(what).isLessThan(HELD_BY_SOCKETS);
    }
  }

  @Test
  void endACallThoughTheyFallSilent() throws Exception {
    for (String beginning : new String[] {"", OK, OK + "Content-Length: 9\r\n\r\na"}) {
      try (Flooding stranger = Flooding.start(beginning, "")) {
        assertThatThrownBy(() -> to(stranger.url()).get("/api/bots", Duration.ofMillis(200)))
            .isInstanceOf(HttpTimeoutException.class);
      }
    }
  }

  @Test
  void areReadUpToABoundAlsoOfAConsole() throws Exception {
    AtomicLong sent = new AtomicLong();
    server.createContext("/api/challenge", call -> answer(call, challengeOf(nonceOf(call))));
    server.createContext("/api/entries", call -> talk(call, sent));
    assertThatThrownBy(() -> to(url()).post("/api/entries", PATIENCE, Map.of()))
        .isInstanceOf(ForeignConsoleException.class)
        .hasMessageContaining("its answer is not proven");
    assertThat(sent).hasValueLessThan(HELD_BY_SOCKETS + (33 << 20));
  }

  /** A stranger has seen what the console once answered somebody. */
  @Test
  void areNotTakenForNewIfTheyAreOld() {
    String old = challengeOf(RandomText.next());
    server.createContext("/", call -> answer(call, old));
    assertThatThrownBy(() -> to(url()).get("/api/entries", PATIENCE))
        .isInstanceOf(ForeignConsoleException.class)
        .hasMessageContaining("does not hold its key");
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private String challengeOf(String nonce) {
    Proof proof = new Proof(KEY, url().getAuthority());
    return ConsoleJson.write(new Challenges(proof, new SteppingClock()).issue(nonce));
  }

  private static String nonceOf(HttpExchange call) {
    return call.getRequestURI().getQuery().replaceFirst("nonce=", "");
  }

  private static void answer(HttpExchange call, String text) throws IOException {
    byte[] answer = text.getBytes(UTF_8);
    call.sendResponseHeaders(200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private static void talk(HttpExchange call, AtomicLong sent) throws IOException {
    call.sendResponseHeaders(200, 0); // chunks
    try (OutputStream out = call.getResponseBody()) {
      byte[] piece = new byte[64 << 10];
      while (sent.addAndGet(piece.length) < 96 << 20) {
        out.write(piece);
      }
    }
  }
}
