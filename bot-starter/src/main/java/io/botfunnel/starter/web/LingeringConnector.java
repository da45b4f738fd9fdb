package io.botfunnel.starter.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections in two steps. If a socket is closed while the client still writes, it is
 * reset. The reset overtakes the response, and the client never learns that it was refused.
 * Therefore the first step ends only the output, and {@link LingeringConnection} reads and drops
 * the rest of the input.
 *
 * <p>This covers every way in which Jetty ends a connection, including requests that it cannot
 * parse. When the server stops, connections are closed at once. Thread-safe.
 */
final class LingeringConnector extends ServerConnector {
  private final Duration requestTimeout;

  /**
   * Creates a connector of a server; it must still be opened.
   *
   * @param requestTimeout what a client may take for a whole request
   */
  LingeringConnector(Server server, HttpConnectionFactory http, Duration requestTimeout) {
    super(server, 1, 1, http);
    this.requestTimeout = requestTimeout;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
    if (key.attachment() == LingeringConnection.class) {
      return super.newEndPoint(channel, selector, key);
    }
    SocketChannelEndPoint endPoint = new LingeringEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attached)
          throws IOException {
        return attached == LingeringConnection.class
            ? new LingeringConnection(endPoint, executor, scheduler, requestTimeout)
            : super.newConnection(channel, endPoint, attached);
      }
    };
  }

  /** The connection of a client that may send requests. */
  final class LingeringEndPoint extends SocketChannelEndPoint {
    private volatile boolean handedOver;
    private volatile boolean closedNow;
    private volatile long respondedAt = NanoTime.now();

    LingeringEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
      respondedAt = NanoTime.now();
      return super.flush(buffers);
    }

    /** Returns the time since the connection was opened or last responded. */
    Duration timeSinceResponse() {
      return Duration.ofNanos(NanoTime.since(respondedAt));
    }

    /**
     * Responds that the request took too long if its head has arrived; otherwise closes the
     * connection.
     */
    void expire() {
      onIdleExpired(new TimeoutException("the request did not arrive in time"));
    }

    /** Closes the connection in one step. */
    void closeNow() {
      closedNow = true;
      close();
    }

    @Override
    public void doClose() {
      if (isRunning() && !isShutdown() && !closedNow && shutDownOutput()) {
        handedOver = true;
        getSelectorManager().accept(getChannel(), LingeringConnection.class);
      } else {
        super.doClose();
      }
    }

    /**
     * Ignores late read interest after the channel was passed on, because the key then belongs to
     * its new connection.
     */
    @Override
    public void updateKey() {
      if (!handedOver) {
        super.updateKey();
      }
    }

    /** Ends the output. Returns whether the client may still write. */
    private boolean shutDownOutput() {
      try {
        getChannel().shutdownOutput();
        return getChannel().read(ByteBuffer.allocate(1)) >= 0;
      } catch (IOException gone) {
        return false;
      }
    }
  }
}
