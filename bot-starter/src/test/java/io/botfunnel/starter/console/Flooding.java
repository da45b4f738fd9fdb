package io.botfunnel.starter.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program on a console's port that answers each connection with a beginning, and then with one
 * piece over and over until nobody takes it any more or {@link #MOST} is sent.
 */
public final class Flooding implements AutoCloseable {
  /** A stranger has more; a test ends. */
  private static final long MOST = 96 << 20;

  private final ServerSocket socket;
  private final String beginning;
  private final String piece;
  private final AtomicLong sent = new AtomicLong();

  private Flooding(ServerSocket socket, String beginning, String piece) {
    this.socket = socket;
    this.beginning = beginning;
    this.piece = piece;
  }

  /** Starts one; without a piece it falls silent after the beginning. */
  public static Flooding start(String beginning, String piece) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Flooding flooding = new Flooding(socket, beginning, piece);
    daemon(flooding::accept);
    return flooding;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "flooding");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        daemon(() -> talk(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void talk(Socket client) {
    try (client) {
      client.getInputStream().read();
      OutputStream out = client.getOutputStream();
      out.write(beginning.getBytes(US_ASCII));
      byte[] bytes = piece.repeat(1 + (32 << 10) / Math.max(1, piece.length())).getBytes(US_ASCII);
      while (bytes.length > 0 && sent.get() < MOST) {
        out.write(bytes);
        sent.addAndGet(bytes.length);
      }
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      return;
    }
  }

  /** Where it is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** How many bytes of its pieces somebody has taken, those in the sockets included. */
  public long sent() {
    return sent.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
