package io.botfunnel.benchmarks.server;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Workload;
import io.botfunnel.testkit.ReceivedCall;
import io.botfunnel.testkit.XtrackerServer;
import java.util.List;

/** The testkit's server in a child JVM, to see what a heavier server hides: port, rate. */
public final class ServeTestkit implements Task {
  private final XtrackerServer server =
      XtrackerServer.start().rotateBearer(Workload.BEARER).keepBodies(false);

  @Override
  public Measured run(Arguments arguments) {
    return switch (arguments.text("what")) {
      case "port" -> Measured.nothing().with("port", server.url().getPort());
      case "rate" -> Measured.nothing().with("per_s", rate(arguments.number("events")));
      default -> throw new IllegalArgumentException(arguments.toString());
    };
  }

  /** Of the last so many calls. */
  private double rate(int events) {
    List<ReceivedCall> calls = server.ledger().calls();
    ReceivedCall first = calls.get(calls.size() - events);
    ReceivedCall last = calls.get(calls.size() - 1);
    return (events - 1) * 1e9 / (last.receivedAtNanos() - first.receivedAtNanos());
  }
}
