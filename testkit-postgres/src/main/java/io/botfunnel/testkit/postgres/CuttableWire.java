package io.botfunnel.testkit.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection between this machine and one of its ports that a test can cut. Data on it then waits
 * and new connections get no answer, as in a network that drops packets. Safe for use from any
 * thread.
 */
public final class CuttableWire implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  private final ServerSocket near;
  private final int farPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private boolean cut;
  private boolean closed;

  private CuttableWire(int farPort) throws IOException {
    this.near = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    this.farPort = farPort;
  }

  /** Opens one to a port of 127.0.0.1. */
  public static CuttableWire to(int port) throws IOException {
    CuttableWire wire = new CuttableWire(port);
    wire.onThreadOfItsOwn(wire::accept);
    return wire;
  }

  /** Returns the port at this end. */
  public int port() {
    return near.getLocalPort();
  }

  /** Stops all data from passing. */
  public synchronized void cut() {
    cut = true;
  }

  /** Lets the held data pass, and all that follows. */
  public synchronized void mend() {
    cut = false;
    notifyAll();
  }

  private synchronized void awaitWhole() throws InterruptedException {
    while (cut && !closed) {
      wait();
    }
  }

  private void accept() throws IOException, InterruptedException {
    while (true) {
      Socket here = near.accept();
      sockets.add(here);
      onThreadOfItsOwn(
          () -> {
            awaitWhole();
            Socket there = far(here);
            sockets.add(there);
            onThreadOfItsOwn(() -> carry(here, there));
            carry(there, here);
          });
    }
  }

  /** Closes this end if nobody listens at the other end. */
  private Socket far(Socket here) throws IOException {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), farPort);
    } catch (IOException nobody) {
      sockets.remove(here);
      here.close();
      throw nobody;
    }
  }

  private void carry(Socket from, Socket to) throws IOException, InterruptedException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] some = new byte[BUFFER];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        awaitWhole();
        out.write(some, 0, read);
        out.flush();
      }
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Work on a socket that ends when the socket does. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void onThreadOfItsOwn(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException ended) {
                // The other end learns of it from its own socket.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    near.close();
    for (Closeable socket : Set.copyOf(sockets)) {
      socket.close();
    }
  }
}
