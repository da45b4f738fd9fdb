package io.botfunnel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An HTTP proxy on this machine: CONNECT for https, absolute URLs for plain http. It resolves no
 * names: a test maps each name to a server on this machine. Safe for use from any thread.
 */
public final class ProxyServer implements AutoCloseable {
  private static final String LINE = "\r\n";
  private static final int LONGEST_HEAD = 16_384;

  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> servers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String wanted = "";
  private volatile int refusal;
  private volatile boolean closesAfterRefusal;

  private ProxyServer(ServerSocket listening) {
    this.listening = listening;
  }

  /** Starts a proxy that accepts every client, on a free port. */
  public static ProxyServer start() {
    try {
      ProxyServer proxy =
          new ProxyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the proxy's URL. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Maps a name to a port of this machine; requests for other names get 502. */
  public ProxyServer leads(String name, int port) {
    servers.put(name, port);
    return this;
  }

  /** Requires these credentials from now on; requests without them get 407. */
  public ProxyServer wants(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(UTF_8);
    wanted = "Basic " + Base64.getEncoder().encodeToString(pair);
    return this;
  }

  /** Answers every request with this status from now on; 0 ends that. */
  public ProxyServer refuses(int status) {
    refusal = status;
    return this;
  }

  /** Closes the connection after each answer of the proxy's own, as some proxies do. */
  public ProxyServer closesAfterRefusal() {
    closesAfterRefusal = true;
    return this;
  }

  /**
   * Returns the request lines received so far, without the version, such as {@code CONNECT
   * name:443}.
   */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The client closed the connection.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean kept = true;
      while (kept) {
        kept = answer(socket, head(socket.getInputStream()));
      }
    } catch (IOException gone) {
      // The client or the test closed the connection.
    }
  }

  /** Reads byte by byte, because the bytes after the head belong to the server. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(LINE + LINE) < 0) {
      int next = in.read();
      if (next < 0 || head.length() > LONGEST_HEAD) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Returns whether the client may send another request on this connection. */
  private boolean answer(Socket client, String head) throws IOException {
    String[] request = head.substring(0, head.indexOf(LINE)).split(" ", 3);
    requests.add(request[0] + " " + request[1]);
    int status = status(request, head);
    if (status == 0) {
      forward(client, request, head);
      return false;
    }
    refuse(client.getOutputStream(), status);
    return !closesAfterRefusal;
  }

  private int status(String[] request, String head) {
    if (refusal != 0) {
      return refusal;
    }
    String given = head.toLowerCase(Locale.ROOT);
    String header = "proxy-authorization: " + wanted.toLowerCase(Locale.ROOT) + LINE;
    if (!wanted.isEmpty() && !(given.contains(header) && head.contains(wanted))) {
      return 407;
    }
    return servers.containsKey(server(request)) ? 0 : 502;
  }

  private static String server(String[] request) {
    URI uri = URI.create(isConnect(request) ? "http://" + request[1] : request[1]);
    return uri.getHost();
  }

  private static boolean isConnect(String[] request) {
    return request[0].equals("CONNECT");
  }

  private void refuse(OutputStream out, int status) throws IOException {
    String asks = status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"" + LINE : "";
    String ends = closesAfterRefusal ? "Connection: close" + LINE : "";
    String body = "the proxy's own words";
    write(
        out,
        "HTTP/1.1 %d X\r\n%s%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, asks, ends, body.length(), body));
  }

  private void forward(Socket client, String[] request, String head) throws IOException {
    int port = servers.getOrDefault(server(request), 0);
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(server);
      if (isConnect(request)) {
        write(client.getOutputStream(), "HTTP/1.1 200 Connected\r\n\r\n");
      } else {
        write(server.getOutputStream(), ofServer(request, head));
      }
      Future<?> back = threads.submit(() -> pipe(server, client));
      pipe(client, server);
      back.cancel(true);
    }
  }

  /** Rewrites the head for the server: no host in the first line, and no headers for the proxy. */
  private static String ofServer(String[] request, String head) {
    URI uri = URI.create(request[1]);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String rest = head.substring(head.indexOf(LINE));
    return request[0]
        + " "
        + uri.getRawPath()
        + query
        + " "
        + request[2]
        + rest.replaceAll("(?i)\r\nproxy-[a-z]+: [^\r]*", "");
  }

  private static void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // One of the two sides closed it.
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
