package io.botfunnel.starter.web;

import io.botfunnel.starter.web.LingeringConnector.ClosedInTwoSteps;
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

  private static final long LOOK_EVERY_MS = 500;

  /**
   * One connection in this many is free after some were closed, so that the next client does not
   * have to wait.
   */
  private static final int FREE_SHARE = 8;

  /** An IPv6 customer has a network whose prefix has this many bytes, not a single address. */
  private static final int CUSTOMER_BYTES = 8;

  /** At most one log line per hour. */
  private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ServerShape shape;
  private final ServerConnector connector;
  private Scheduler.Task next = () -> true;
  private volatile boolean full;
  private long saidAt;
  private boolean said;

  ConnectionLimit(ServerShape shape, ServerConnector connector) {
    super(shape.connections(), connector);
    this.shape = shape;
    this.connector = connector;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
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
    connector.getScheduler().schedule(this::makeRoom, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void unlimit() {
    full = false;
    super.unlimit();
  }

  private void lookLater() {
    next = connector.getScheduler().schedule(this::look, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      endSlow();
      if (full) {
        makeRoom();
      }
    } finally {
      if (isRunning()) {
        lookLater();
      }
    }
  }

  private void endSlow() {
    for (EndPoint each : connector.getConnectedEndPoints()) {
      if (each instanceof ClosedInTwoSteps client
          && client.isFillInterested()
          && client.unansweredFor().compareTo(shape.request()) > 0) {
        client.expire();
      }
    }
  }

  private void makeRoom() {
    List<EndPoint> open =
        connector.getConnectedEndPoints().stream().filter(EndPoint::isOpen).toList();
    int keep = shape.connections() - Math.max(1, shape.connections() / FREE_SHARE);
    List<Waiting> worst = waiting(open).stream().limit(Math.max(0, open.size() - keep)).toList();
    worst.forEach(Waiting::cutOff);
    tell(worst.size());
  }

  /**
   * Returns the connections that wait for their client, in the order in which they may be closed.
   */
  private static List<Waiting> waiting(List<EndPoint> open) {
    Map<ByteBuffer, Long> held =
        open.stream()
            .map(ConnectionLimit::address)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return open.stream()
        .map(AbstractEndPoint.class::cast)
        .filter(each -> each.isFillInterested() || each.getWriteFlusher().isPending())
        .map(each -> new Waiting(each, held.getOrDefault(address(each), 0L), each.getIdleFor()))
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

  private synchronized void tell(int cut) {
    long now = NanoTime.now();
    if (cut > 0 && (!said || NanoTime.elapsed(saidAt, now) > QUIET_NANOS)) {
      said = true;
      saidAt = now;
      log.warn(
          "{} has {} connections, the most that it may: those that wait longest for their client are cut off",
          shape.name(),
          shape.connections());
    }
  }

  /**
   * A connection that may be closed.
   *
   * @param held how many connections its address has
   */
  private record Waiting(AbstractEndPoint client, long held, long idleMs)
      implements Comparable<Waiting> {
    private static final Comparator<Waiting> ORDER =
        Comparator.comparingLong(Waiting::held).thenComparingLong(Waiting::idleMs).reversed();

    @Override
    public int compareTo(Waiting other) {
      return ORDER.compare(this, other);
    }

    private void cutOff() {
      if (client instanceof ClosedInTwoSteps steps) {
        steps.cutOff();
      } else {
        client.close();
      }
    }
  }
}
