package io.botfunnel.starter;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, for a server that needs its number before it starts. It is below
 * those that the system gives away, so that no test beside this one gets it meanwhile.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;

  private FreePort() {}

  /** A free one now. */
  public static int next() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one, then
      }
    }
  }
}
