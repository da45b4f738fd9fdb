package io.botfunnel.starter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botfunnel.starter.console.Flooding;
import io.botfunnel.tracking.Tracking;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another user's program listens on the port of a bot that crashed: the bot's file still names it.
 */
@Tag("slow")
class StrangerTest {
  private static final String KEY = "the-key-of-the-bot-that-crashed";
  private static final String ESCAPES = "\u001b]0;owned\u0007\u009b2J\u202e";

  @TempDir Path folder;
  @TempDir Path elsewhere;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::play);
    server.start();
    bot().close();
    leaveBehind();
  }

  /** A bot's start deletes the file, and a crash does not. */
  private void leaveBehind() throws IOException {
    leaveBehind(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private void leaveBehind(URI console) throws IOException {
    Files.writeString(
        folder.resolve("outbox.console"),
        "{\"url\":\"%s\",\"key\":\"%s\",\"pid\":4242}".formatted(console, KEY));
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private Tracking bot() {
    return Tracking.builder()
        .bearer("a-bearer")
        .url(URI.create("http://127.0.0.1:1"))
        .outbox(folder.resolve("outbox"))
        .start();
  }

  /** Says what a console would say, as far as it can. */
  private void play(HttpExchange call) throws IOException {
    heard.add(
        call.getRequestMethod()
            + " "
            + call.getRequestURI()
            + " "
            + call.getRequestHeaders().entrySet());
    byte[] answer =
        switch (call.getRequestURI().getPath()) {
          case "/api/bots" -> "[{\"name\":\"-\"}]".getBytes(UTF_8);
          case "/api/challenge" ->
              "{\"challenge\":\"1.%s.x\",\"proof\":\"%s\"}"
                  .formatted(ESCAPES, ESCAPES)
                  .getBytes(UTF_8);
          case "/api/entries" -> ("{\"error\":\"" + ESCAPES + "\"}").getBytes(UTF_8);
          default -> new byte[0];
        };
    boolean lists = call.getRequestURI().getPath().equals("/api/entries");
    call.sendResponseHeaders(
        answer.length == 0 ? 204 : lists ? 503 : 200, answer.length == 0 ? -1 : answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private Shell.Answer run(String... arguments) {
    return new Shell()
        .with("tracking.outbox.url", folder.resolve("outbox").toString())
        .run(arguments);
  }

  private void assertToldNothing() {
    assertThat(heard)
        .isNotEmpty()
        .allMatch(call -> call.matches("GET /api/challenge\\?nonce=[A-Za-z0-9_-]{43} .*"))
        .noneMatch(call -> call.contains(KEY) || call.contains("555123"));
  }

  @Test
  void isNotTakenForTheBotByABackup() {
    Path zip = elsewhere.resolve("b.zip");
    Shell.Answer answer = run("outbox", "backup", zip.toString());
    assertThat(answer.code()).as("%s", answer).isZero();
    assertThat(zip).as("0 means that it is there").isNotEmptyFile();
    assertToldNothing();
  }

  @Test
  void isToldNoIdAndShowsNothing() {
    for (String[] command :
        new String[][] {
          {"outbox", "list", "--user", "555123"},
          {"user", "555123"},
          {"forget", "555123", "--yes"},
          {"outbox", "show", "deposit", "dep-555123"},
          {"console"},
          {"console", "--key"}
        }) {
      Shell.Answer answer = run(command);
      assertThat(answer.out() + answer.err())
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\r\\t]]")
          .doesNotContain("owned", KEY);
    }
    assertToldNothing();
  }

  @Test
  void isNotTakenForTheBotThatHasTheOutboxNow() throws IOException {
    try (Tracking bot = bot()) {
      leaveBehind();
      Path zip = elsewhere.resolve("b.zip");
      Shell.Answer answer = run("outbox", "backup", zip.toString());
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err()).contains("in use by a bot", "does not answer");
      assertThat(zip).doesNotExist();
      assertThat(bot.health().outbox().balanced()).isTrue();
    }
    assertToldNothing();
  }

  @Test
  void opensNoPage() {
    Shell.Answer answer = run("console");
    assertThat(answer.code()).isEqualTo(3);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("another program has its port", "Start the bot");
  }

  /** Nobody is to end a process because of the number that a crashed bot has left. */
  @Test
  void isNoBotThatHangsThoughItFallsSilent() throws IOException {
    server.stop(0);
    try (Flooding silent = Flooding.start("", "")) {
      leaveBehind(silent.url());
      Shell.Answer answer = run("console");
      assertThat(answer.code()).isEqualTo(3);
      assertThat(answer.err())
          .contains("another program has its port", "Start the bot")
          .doesNotContain("Hung", "kill", "4242");
    }
  }

  @Test
  void mayTalkWithoutEnd() {
    server.removeContext("/");
    server.createContext("/", StrangerTest::talk);
    assertThat(run("outbox", "list").code()).isEqualTo(1);
  }

  private static void talk(HttpExchange call) throws IOException {
    call.sendResponseHeaders(200, 0); // chunks
    try (OutputStream out = call.getResponseBody()) {
      byte[] piece = new byte[64 << 10];
      while (true) {
        out.write(piece); // until nobody reads it any more
      }
    }
  }
}
