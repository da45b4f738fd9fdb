package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Bytes on a socket: what no well-behaved client would send. */
final class Raw {
  private final Operator operator;

  private Raw(Operator operator) {
    this.operator = operator;
  }

  static Raw to(ConsoleAddress console) {
    return by(Operator.of(console));
  }

  static Raw by(Operator operator) {
    return new Raw(operator);
  }

  /** A request with the key, whatever its target. */
  String get(String target) {
    return send(
        "GET %s HTTP/1.1\r\nHost: %s\r\nX-BotFunnel-Key: %s\r\n"
            .formatted(target, operator.url().getAuthority(), operator.key()));
  }

  /** Listens to what is live, and never reads any of it. */
  Socket listenUnread() {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(1_024);
      socket.connect(new InetSocketAddress(operator.url().getHost(), operator.url().getPort()));
      String request =
          "GET /api/live HTTP/1.1\r\nHost: %s\r\nX-BotFunnel-Key: %s\r\n\r\n"
              .formatted(operator.url().getAuthority(), operator.key());
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to these lines. */
  String send(String head) {
    try (Socket socket = new Socket(operator.url().getHost(), operator.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(head, e);
    }
  }
}
