package io.botfunnel.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A kept connection: each request gets one answer. Used only by the server's one thread. */
final class Connection {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] BIND = "POST /bind".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
  private static final byte[] RECORDED =
      answer("{\"ok\":true,\"status\":\"queued\",\"inbox_id\":\"in-1\"}");
  private static final byte[] BOUND = answer("{\"ok\":true,\"matched\":true}");
  private static final int LARGEST_REQUEST = 1 << 16;

  private final SocketChannel channel;
  private final Receipts receipts;
  private final ByteBuffer in = ByteBuffer.allocate(LARGEST_REQUEST);
  private final ByteBuffer out = ByteBuffer.allocate(LARGEST_REQUEST);
  private final byte[] bytes = in.array();

  Connection(SocketChannel channel, Receipts receipts) {
    this.channel = channel;
    this.receipts = receipts;
  }

  /**
   * Reads the available bytes and answers the complete requests; false once the client has closed.
   */
  boolean read() throws IOException {
    if (channel.read(in) < 0) {
      return false;
    }
    int done = 0;
    for (int end = end(done); end > 0; end = end(done)) {
      answer(done, end);
      done = end;
    }
    in.flip().position(done);
    in.compact();
    write();
    return true;
  }

  /** Returns the end of the request that starts here; -1 while it is incomplete. */
  private int end(int start) {
    int head = indexOf(END_OF_HEAD, start, in.position());
    if (head < 0) {
      return -1;
    }
    int end = head + END_OF_HEAD.length + length(start, head);
    return end <= in.position() ? end : -1;
  }

  private int length(int start, int head) {
    int at = indexOf(LENGTH, start, head);
    int length = 0;
    for (int i = at < 0 ? head : at + LENGTH.length; i < head && bytes[i] != '\r'; i++) {
      length = bytes[i] == ' ' ? length : 10 * length + bytes[i] - '0';
    }
    return length;
  }

  private void answer(int start, int end) {
    boolean bind = startsWith(BIND, start);
    if (!bind) {
      arrived(start, end);
    }
    out.put(bind ? BOUND : RECORDED);
  }

  private void arrived(int start, int end) {
    long now = System.nanoTime();
    if (receipts.traces()) {
      receipts.arrived(now, Eid.in(new String(bytes, start, end - start, UTF_8)));
    } else {
      receipts.arrived(now);
    }
  }

  /** Never waits long: answers are small, and the clients read them. */
  private void write() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  /** Ignores case; the wanted bytes are in lower case. */
  private int indexOf(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (startsWith(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(byte[] wanted, int at) {
    for (int i = 0; i < wanted.length; i++) {
      byte there = bytes[at + i];
      boolean same =
          there == wanted[i] || (there >= 'A' && there <= 'Z' && there + 32 == wanted[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }
}
