package io.botfunnel.starter.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/**
 * A client that writes all that it has to say before it reads, as many small ones do: an answer
 * reaches it only if the server has taken in the rest and has not reset the connection.
 */
public final class Talker {
  private static final int PIECE = 16 << 10;

  private Talker() {}

  /**
   * The status of the answer.
   *
   * @param head the lines of the request, with no blank one at their end
   * @throws IOException if the connection is reset before the answer is read
   */
  public static int status(URI server, String head, long bodyBytes) throws IOException {
    return status(ask(server, head + "\r\nContent-Length: " + bodyBytes, plain(bodyBytes)));
  }

  /** The status where the body is sent in chunks and nobody knows how long it will be. */
  public static int statusOfChunks(URI server, String head, long bodyBytes) throws IOException {
    return status(ask(server, head + "\r\nTransfer-Encoding: chunked", chunked(bodyBytes)));
  }

  /** The status of what is so malformed that no route sees it. */
  public static int statusOf(URI server, String head, long bodyBytes) throws IOException {
    return status(ask(server, head, plain(bodyBytes)));
  }

  private static int status(String answer) throws IOException {
    String[] words = answer.split(" ", 3);
    if (words.length < 3) {
      throw new IOException("no answer: '" + answer + "'");
    }
    return Integer.parseInt(words[1]);
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private static Body plain(long bytes) {
    return out -> {
      for (long left = bytes; left > 0; left -= PIECE) {
        out.write(new byte[(int) Math.min(PIECE, left)]);
      }
    };
  }

  private static Body chunked(long bytes) {
    return out -> {
      for (long left = bytes; left > 0; left -= PIECE) {
        int size = (int) Math.min(PIECE, left);
        out.write((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
        out.write(new byte[size]);
        out.write("\r\n".getBytes(ISO_8859_1));
      }
      out.write("0\r\n\r\n".getBytes(ISO_8859_1));
    };
  }

  private static String ask(URI server, String head, Body body) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\n\r\n").getBytes(ISO_8859_1));
      body.writeTo(out);
      return statusLine(socket.getInputStream());
    }
  }

  /** The end is not waited for: whether the server keeps the connection is its own affair. */
  private static String statusLine(InputStream in) throws IOException {
    String line = line(in);
    if (!line.startsWith("HTTP/1.1 100 ")) {
      return line;
    }
    line(in);
    return line(in);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
      line.append((char) letter);
    }
    return line.toString();
  }
}
