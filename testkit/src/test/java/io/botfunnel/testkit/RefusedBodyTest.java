package io.botfunnel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.botfunnel.testkit.telegram.BotApiServer;
import io.botfunnel.testkit.xtracker.XtrackerServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that writes all of its body before it reads is told why it is refused. */
class RefusedBodyTest {
  /** More than the buffers of both ends hold. */
  private static final int LARGE = 12 << 20;

  @ParameterizedTest
  @CsvSource({"/bot1:wrong/sendDocument,401", "/elsewhere,404"})
  void isAnsweredByTheBotApi(String path, int status) throws IOException {
    try (BotApiServer telegram = BotApiServer.start()) {
      assertThat(answer(telegram.url(), path)).startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({"/events,401", "/elsewhere,200", "/no-such-path,401"})
  void isAnsweredByTheTracker(String path, int status) throws IOException {
    try (XtrackerServer tracker = XtrackerServer.start()) {
      assertThat(answer(tracker.url(), path)).startsWith("HTTP/1.1 " + status);
    }
  }

  private static String answer(URI server, String path) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      String head = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
      socket.getOutputStream().write(head.formatted(path, LARGE).getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[LARGE]);
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
          .readLine();
    }
  }
}
