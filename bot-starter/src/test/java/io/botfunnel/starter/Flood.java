package io.botfunnel.starter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients of a server that never end what they have begun to say. One thread serves them all
 * and opens some at a time; closing it ends them all at once.
 */
final class Flood implements AutoCloseable {
  private static final int AT_A_TIME = 32;

  private final InetSocketAddress server;
  private final List<byte[]> wanted = new ArrayList<>();
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "flood");
  private final ByteBuffer drop = ByteBuffer.allocate(4_096);
  private int connecting;
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean ended;

  private Flood(InetSocketAddress server) throws IOException {
    this.server = server;
    this.selector = Selector.open();
    thread.setDaemon(true);
  }

  static Flood of(int port) throws IOException {
    return new Flood(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** So many who say nothing at all. */
  Flood idle(int count) {
    return saying(count, new byte[0]);
  }

  /** So many who keep back the end of a body. */
  Flood unfinished(int count, String path) {
    String head = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 65000\r\n\r\n".formatted(path);
    return saying(count, (head + "x".repeat(64_990)).getBytes(US_ASCII));
  }

  /** So many who say this, and nothing after it. */
  Flood saying(int count, byte[] text) {
    for (int i = 0; i < count; i++) {
      wanted.add(text);
    }
    return this;
  }

  Flood begin() {
    thread.start();
    return this;
  }

  /** How many have been connected so far. */
  int opened() {
    return opened.get();
  }

  private void run() {
    try {
      while (!ended) {
        while (connecting < AT_A_TIME && !wanted.isEmpty()) {
          connect(wanted.remove(wanted.size() - 1));
        }
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connect(byte[] text) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.configureBlocking(false);
    client.setOption(StandardSocketOptions.SO_LINGER, 0); // no port is left waiting
    connecting++;
    boolean done = client.connect(server);
    SelectionKey key = client.register(selector, SelectionKey.OP_CONNECT, ByteBuffer.wrap(text));
    if (done) {
      connected(key);
    }
  }

  private void connected(SelectionKey key) {
    connecting--;
    opened.incrementAndGet();
    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  private void serve(SelectionKey key) {
    SocketChannel client = (SocketChannel) key.channel();
    try {
      if (key.isConnectable() && client.finishConnect()) {
        connected(key);
        return;
      }
      if (key.isWritable() && !write(client, (ByteBuffer) key.attachment())) {
        key.interestOps(SelectionKey.OP_READ);
      }
      if (key.isReadable() && client.read(drop.clear()) < 0) {
        client.close();
      }
    } catch (IOException refused) {
      if ((key.isValid() && (key.interestOps() & SelectionKey.OP_CONNECT) != 0)) {
        connecting--;
      }
      closed(client);
    }
  }

  /** Whether there is more. */
  private static boolean write(SocketChannel client, ByteBuffer text) throws IOException {
    client.write(text);
    return text.hasRemaining();
  }

  private static void closed(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : List.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.close();
  }
}
