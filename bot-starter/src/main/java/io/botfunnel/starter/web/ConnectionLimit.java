package io.botfunnel.starter.web;

import io.botfunnel.starter.web.LingeringConnector.LingeringEndPoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the number of connections, and the time that a client may take for a request. At the limit
 * Jetty accepts no further connections. This class then frees some at once: it closes those that
 * have waited longest for their client, beginning with the address that has the most. A request
 * that is being handled is never cut off, so idle connections cannot keep others out.
 *
 * <p>Thread-safe.
 */
final class ConnectionLimit extends NetworkConnectionLimit {
  private static final Logger log = LoggerFactory.getLogger(ConnectionLimit.class);

  private static final long CHECK_INTERVAL_MS = 500;

  /**
   * One connection in this many is free after some were closed, so that the next client does not
   * have to wait.
   */
  private static final int FREE_SHARE = 8;

  /** An IPv6 customer has a network whose prefix has this many bytes, not a single address. */
  private static final int CUSTOMER_BYTES = 8;

  /** At most one log line per hour. */
  private static final long LOG_INTERVAL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final WebServerConfig config;
  private final ServerConnector connector;
  private Scheduler.Task next = () -> true;
  private volatile boolean full;
  private long loggedAt;
  private boolean logged;

  ConnectionLimit(WebServerConfig config, ServerConnector connector) {
    super(config.connections(), connector);
    this.config = config;
    this.connector = connector;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    scheduleCheck();
  }

  @Override
  protected void doStop() throws Exception {
    next.cancel();
    super.doStop();
  }

  @Override
  protected void limit() {
    super.limit();
    full = true;
    // On another thread: this one holds a lock and accepts connections.
    connector.getScheduler().schedule(this::closeIdlest, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void unlimit() {
    full = false;
    super.unlimit();
  }

  private void scheduleCheck() {
    next = connector.getScheduler().schedule(this::check, CHECK_INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void check() {
    try {
      expireSlow();
      if (full) {
        closeIdlest();
      }
    } finally {
      if (isRunning()) {
        scheduleCheck();
      }
    }
  }

  private void expireSlow() {
    for (EndPoint each : connector.getConnectedEndPoints()) {
      if (each instanceof LingeringEndPoint client
          && client.isFillInterested()
          && client.timeSinceResponse().compareTo(config.requestTimeout()) > 0) {
        client.expire();
      }
    }
  }

  private void closeIdlest() {
    List<EndPoint> open =
        connector.getConnectedEndPoints().stream().filter(EndPoint::isOpen).toList();
    int keep = config.connections() - Math.max(1, config.connections() / FREE_SHARE);
    List<IdleConnection> idlest =
        waiting(open).stream().limit(Math.max(0, open.size() - keep)).toList();
    idlest.forEach(IdleConnection::close);
    logLimit(idlest.size());
  }

  /**
   * Returns the connections that wait for their client, in the order in which they may be closed.
   */
  private static List<IdleConnection> waiting(List<EndPoint> open) {
    Map<ByteBuffer, Long> byAddress =
        open.stream()
            .map(ConnectionLimit::address)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return open.stream()
        .map(AbstractEndPoint.class::cast)
        .filter(each -> each.isFillInterested() || each.getWriteFlusher().isPending())
        .map(
            each ->
                new IdleConnection(
                    each, byAddress.getOrDefault(address(each), 0L), each.getIdleFor()))
        .sorted()
        .toList();
  }

  private static ByteBuffer address(EndPoint client) {
    InetAddress address =
        client.getRemoteSocketAddress() instanceof InetSocketAddress socket
            ? socket.getAddress()
            : InetAddress.getLoopbackAddress(); // the client is gone
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, CUSTOMER_BYTES));
  }

  private synchronized void logLimit(int closed) {
    long now = NanoTime.now();
    if (closed > 0 && (!logged || NanoTime.elapsed(loggedAt, now) > LOG_INTERVAL_NANOS)) {
      logged = true;
      loggedAt = now;
      log.warn(
          "{} has {} connections, its limit: those that have been idle longest are closed",
          config.name(),
          config.connections());
    }
  }

  /**
   * A connection that may be closed.
   *
   * @param connections how many connections its address has
   */
  private record IdleConnection(AbstractEndPoint client, long connections, long idleMs)
      implements Comparable<IdleConnection> {
    private static final Comparator<IdleConnection> ORDER =
        Comparator.comparingLong(IdleConnection::connections)
            .thenComparingLong(IdleConnection::idleMs)
            .reversed();

    @Override
    public int compareTo(IdleConnection other) {
      return ORDER.compare(this, other);
    }

    private void close() {
      if (client instanceof LingeringEndPoint lingering) {
        lingering.closeNow();
      } else {
        client.close();
      }
    }
  }
}
