package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.server.Serve;
import java.io.IOException;
import java.time.Duration;

/** The one server that all deliver to, in a JVM of its own: its processor time is nobody's. */
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

  /** Counts from nothing again. */
  void reset() throws IOException {
    jvm.run(Serve.class, what("reset"));
  }

  /** The same, and keeps when each eid came. */
  void resetAndTrace() throws IOException {
    jvm.run(Serve.class, what("reset").with("eids", true));
  }

  /**
   * Events per second from the first to the last of so many.
   *
   * @throws IllegalStateException if it has received another number: some came twice or not at all
   */
  double rateOfAll(int events) throws IOException {
    requireAll(events);
    return rate(1, events);
  }

  /**
   * Looks whether it has received so many.
   *
   * @throws IllegalStateException if it is another number: some came twice or not at all
   */
  void requireAll(int events) throws IOException {
    if (received() != events) {
      throw new IllegalStateException(
          "The server has received %,d of %,d".formatted(received(), events));
    }
  }

  /**
   * Returns when so many have come.
   *
   * @throws IllegalStateException if they have not within two minutes
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

  /** Events per second from one of them to another, counted from 1. */
  double rate(int from, int to) throws IOException {
    return jvm.run(Serve.class, what("rate").with("from", from).with("to", to)).get("per_s");
  }

  /** When each eid came first. */
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
