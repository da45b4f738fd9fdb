package io.botfunnel.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Answers every POST on 127.0.0.1 as XTRACKER answers an event that it recorded: one thread, kept
 * connections, no needless parsing. The cores it spares are left for the contenders: beside a heavy
 * server they would all look alike. For well-behaved clients only.
 */
final class LeanServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Selector selector;
  private final ServerSocketChannel listening;
  private final Receipts receipts;
  private final Thread thread;

  private LeanServer(Receipts receipts) throws IOException {
    this.receipts = receipts;
    this.selector = Selector.open();
    this.listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
    this.thread = new Thread(this::serve, "lean-server");
    thread.setDaemon(true);
  }

  static LeanServer start(Receipts receipts) throws IOException {
    LeanServer server = new LeanServer(receipts);
    server.thread.start();
    return server;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.socket().getLocalPort());
  }

  private void serve() {
    try {
      while (listening.isOpen()) {
        selector.select(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (!((Connection) key.attachment()).read()) {
        key.channel().close();
      }
    } catch (IOException goneAway) {
      closeQuietly(key);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listening.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel, receipts));
    }
  }

  private static void closeQuietly(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException nothingLeftToDo) {
      key.cancel();
    }
  }

  /** Stops the server; a second call does nothing. */
  @Override
  public void close() throws IOException {
    listening.close();
    selector.wakeup();
  }
}
