package io.botfunnel.benchmarks.server;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The lean server in a child JVM, with the requests port, reset, received, rate and traced. */
public final class Serve implements Task {
  private final Receipts receipts = new Receipts();
  private final LeanServer server;

  /** Starts the server. */
  public Serve() throws IOException {
    server = LeanServer.start(receipts);
  }

  @Override
  public Measured run(Arguments arguments) {
    return switch (arguments.text("what")) {
      case "port" -> Measured.nothing().with("port", server.url().getPort());
      case "reset" -> reset(arguments.has("eids"));
      case "received" -> Measured.nothing().with("received", receipts.received());
      case "rate" -> rate(arguments.number("from"), arguments.number("to"));
      case "traced" -> traced();
      default -> throw new IllegalArgumentException(arguments.toString());
    };
  }

  private Measured reset(boolean keepEids) {
    receipts.reset(keepEids);
    return Measured.nothing();
  }

  private Measured rate(int from, int to) {
    return Measured.nothing().with("per_s", receipts.perSecond(from, to));
  }

  private Measured traced() {
    Map<String, Double> times = new HashMap<>();
    receipts.traced().forEach((eid, nanoTime) -> times.put(eid, (double) nanoTime));
    return new Measured(times);
  }
}
