package io.botfunnel.benchmarks.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends useless requests to a gateway on a fixed schedule, over a few kept connections, until it is
 * closed: wrong tokens, unknown paths, macros, noise.
 */
public final class Rubbish implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final long RECONNECT_NS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final List<String> REQUESTS =
      List.of(
          get("/e?token=guessed&event=deposit&uid=a&value=1&currency=USD&eid=1"),
          get("/e?token=%7Btoken%7D&event=%7Bevent%7D&uid=%7Bsub_id%7D"),
          get("/wp-login.php"),
          get("/e/nobody?x=1"),
          post("/e", "a=1&a=2&%zz"),
          post("/xtracker", "{\"canonical\":\"deposit\"}"));

  private final int port;
  private final long intervalNs;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong firstAt = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  private Rubbish(int port, int perSecond) {
    this.port = port;
    this.intervalNs = CONNECTIONS * TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** Starts sending as soon as something listens on the port. */
  public static Rubbish to(int port, int perSecond) {
    Rubbish rubbish = new Rubbish(port, perSecond);
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread = new Thread(rubbish::send, "rubbish-" + i);
      thread.setDaemon(true);
      rubbish.threads.add(thread);
      thread.start();
    }
    return rubbish;
  }

  /** Returns the answers per second since the first one. */
  public double perSecond() {
    return answered.get() * 1e9 / (System.nanoTime() - firstAt.get());
  }

  private void send() {
    while (!closed) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        send(socket);
      } catch (IOException nobodyListens) {
        LockSupport.parkNanos(RECONNECT_NS);
      }
    }
  }

  private void send(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    long due = System.nanoTime();
    for (int i = 0; !closed; i++) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      due += intervalNs;
      socket.getOutputStream().write(REQUESTS.get(i % REQUESTS.size()).getBytes(ISO_8859_1));
      readAnswer(in);
      firstAt.compareAndSet(0, System.nanoTime());
      answered.incrementAndGet();
    }
  }

  private static void readAnswer(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: gateway\r\n\r\n";
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(LockSupport::unpark);
  }
}
