package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.server.Serve;
import java.io.IOException;
import java.time.Duration;

/**
 * The server that every contender delivers to. It has its own JVM, so its processor time counts for
 * none of them.
 */
final class DeliveryServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final ChildJvm jvm;
  private final String url;

  private DeliveryServer(ChildJvm jvm, String url) {
    this.jvm = jvm;
    this.url = url;
  }

  static DeliveryServer start(String compilers) throws IOException {
    ChildJvm jvm = ChildJvm.start("-Xmx256m", "-XX:+UseSerialGC", compilers);
    int port = (int) jvm.run(Serve.class, what("port")).get("port");
    return new DeliveryServer(jvm, "http://127.0.0.1:" + port);
  }

  String url() {
    return url;
  }

  /** Resets the counts. */
  void reset() throws IOException {
    jvm.run(Serve.class, what("reset"));
  }

  /** Resets the counts, and from now on records when each eid arrives. */
  void resetAndTrace() throws IOException {
    jvm.run(Serve.class, what("reset").with("eids", true));
  }

  /**
   * Returns events per second from the first to the last event.
   *
   * @throws IllegalStateException if another number arrived: some came twice or not at all
   */
  double rateOfAll(int events) throws IOException {
    requireAll(events);
    return rate(1, events);
  }

  /**
   * Checks the number of received events.
   *
   * @throws IllegalStateException if another number arrived: some came twice or not at all
   */
  void requireAll(int events) throws IOException {
    if (received() != events) {
      throw new IllegalStateException(
          "The server has received %,d of %,d".formatted(received(), events));
    }
  }

  /**
   * Returns when this many events have arrived.
   *
   * @throws IllegalStateException if they have not arrived within two minutes
   */
  void awaitAll(int events) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (received() < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Within %s the server has received %,d of %,d".formatted(PATIENCE, received(), events));
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private int received() throws IOException {
    return (int) jvm.run(Serve.class, what("received")).get("received");
  }

  /** Returns events per second between two events, counted from 1. */
  double rate(int from, int to) throws IOException {
    return jvm.run(Serve.class, what("rate").with("from", from).with("to", to)).get("per_s");
  }

  /** Returns when each eid first arrived. */
  Measured traced() throws IOException {
    return jvm.run(Serve.class, what("traced"));
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }

  private static Arguments what(String what) {
    return Arguments.none().with("what", what);
  }
}
