package io.botfunnel.benchmarks.load.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.BareClient;
import io.botfunnel.benchmarks.load.OpenLoop;
import io.botfunnel.benchmarks.load.Started;
import io.botfunnel.benchmarks.load.Workload;

/** Bare posts on a fixed schedule; returns when each was made, by eid. */
public final class BareLatency implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    OpenLoop loop = new OpenLoop(arguments.number("per_s"), arguments.number("seconds"));
    try (BareClient client =
        new BareClient(arguments.uri("server"), arguments.number("in_flight"))) {
      return Started.byEid(
          loop.run(event -> client.post(Workload.body(event, users).getBytes(UTF_8)).get()));
    }
  }
}
