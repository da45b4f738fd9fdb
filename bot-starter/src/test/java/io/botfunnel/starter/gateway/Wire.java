package io.botfunnel.starter.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A connection on which anything can be said, also what no client would. */
final class Wire implements AutoCloseable {
  private final Socket socket;

  private Wire(URI server) {
    try {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(20_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Wire to(URI server) {
    return new Wire(server);
  }

  /** The status of one request without a body. */
  static int status(URI server, String line) {
    try (Wire wire = to(server)) {
      String answer =
          wire.send(line + "\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
              .answer();
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  Wire send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that no more comes. */
  Wire end() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that comes, while the connection stays as it is. */
  String firstLine() {
    StringBuilder line = new StringBuilder();
    try {
      for (int letter; (letter = socket.getInputStream().read()) > 0 && letter != '\n'; ) {
        line.append((char) letter);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  /** All that comes until the server ends the connection; what came before it was cut, too. */
  String answer() {
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[4_096];
    try {
      for (int read; (read = socket.getInputStream().read(some)) > 0; ) {
        answer.append(new String(some, 0, read, ISO_8859_1));
      }
    } catch (IOException cut) {
      return answer.toString();
    }
    return answer.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
