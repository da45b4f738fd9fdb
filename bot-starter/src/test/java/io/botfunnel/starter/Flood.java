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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients of a server that never end what they have begun to say. Each that the server ends
 * comes again, some hundred a second, so that the flood stands until it is closed; that ends them
 * all at once. One thread serves them all and opens some at a time.
 */
final class Flood implements AutoCloseable {
  private static final int AT_A_TIME = 32;

  private static final int RENEWED_AT_A_TIME = 20;
  private static final long RENEWED_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final InetSocketAddress server;
  private final List<byte[]> wanted = new ArrayList<>();
  private final Deque<byte[]> gone = new ArrayDeque<>();
  private long renewedAt = System.nanoTime();
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "flood");
  private final ByteBuffer drop = ByteBuffer.allocate(4_096);
  private int connecting;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
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

  /** They come mixed. */
  void begin() {
    Collections.shuffle(wanted, new Random(1));
    thread.start();
  }

  /** How many have been connected so far, each as often as it was. */
  int opened() {
    return opened.get();
  }

  /** How many of those the server has ended. */
  int turnedAway() {
    return turnedAway.get();
  }

  private void run() {
    try {
      while (!ended) {
        while (connecting < AT_A_TIME && !wanted.isEmpty()) {
          connect(wanted.remove(wanted.size() - 1));
        }
        renew();
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

  /** Once all have been there, some of those that are gone come again. */
  private void renew() {
    if (wanted.isEmpty() && System.nanoTime() - renewedAt > RENEWED_EVERY_NANOS) {
      renewedAt = System.nanoTime();
      for (int i = 0; i < RENEWED_AT_A_TIME && !gone.isEmpty(); i++) {
        wanted.add(gone.remove());
      }
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
        end(key);
      }
    } catch (IOException refused) {
      if ((key.isValid() && (key.interestOps() & SelectionKey.OP_CONNECT) != 0)) {
        connecting--;
      }
      end(key);
    }
  }

  /** Whether there is more. */
  private static boolean write(SocketChannel client, ByteBuffer text) throws IOException {
    client.write(text);
    return text.hasRemaining();
  }

  private void end(SelectionKey key) {
    turnedAway.incrementAndGet();
    gone.add(((ByteBuffer) key.attachment()).array());
    try {
      key.channel().close();
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
