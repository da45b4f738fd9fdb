package io.botfunnel.starter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Telegram and XTRACKER answer is shown, and neither obeyed nor trusted with a secret. */
class HostileServersTest {
  private static final String TOKEN = "123456789:AAF-0123456789_abcdefghijklmnopqrstu";
  private static final String BEARER = "s3cr3t/bearer+key";

  @TempDir Path folder;
  private HttpServer server;
  private boolean friendly;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  /** Echoes the secrets that it was sent among all that a terminal would obey. */
  private void answer(HttpExchange call) throws IOException {
    String said = HostileOutbox.TEXT + call.getRequestURI() + call.getRequestHeaders().values();
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("ok", friendly).put("description", said).put("status", said).put("error", said);
    ObjectNode result = body.putObject("result");
    result.put("username", said).put("url", "https://" + said).put("last_error_message", said);
    byte[] bytes = body.toString().getBytes(UTF_8);
    call.sendResponseHeaders(friendly ? 200 : 404, bytes.length);
    try (var out = call.getResponseBody()) {
      out.write(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, doctor",
    "false, doctor --json",
    "false, link abc",
    "true, doctor",
    "true, doctor --json",
    "true, link abc"
  })
  void areShownAndNotObeyed(boolean ok, String command) {
    friendly = ok;
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Shell.Answer answer =
        new Shell()
            .with("telegram.bot-token", TOKEN)
            .with("telegram.api-url", url)
            .with("xtracker.url", url)
            .with("xtracker.bearer", BEARER)
            .with("tracking.outbox.url", folder.resolve("outbox").toString())
            .run(command.split(" "));
    assertThat(answer.out() + answer.err()).contains("FORGED");
    HostileOutbox.assertHarmless(answer.out());
    HostileOutbox.assertHarmless(answer.err());
    assertThat(answer.out() + answer.err()).doesNotContain("AAF-0123").doesNotContain("s3cr3t");
  }
}
