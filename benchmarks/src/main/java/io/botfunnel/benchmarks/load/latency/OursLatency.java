package io.botfunnel.benchmarks.load.latency;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.OpenLoop;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.Started;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.benchmarks.load.Workload;
import io.botfunnel.tracking.Tracking;

/** Hooks on a fixed schedule while events are delivered; returns when each was called, by eid. */
public final class OursLatency implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    OpenLoop loop = new OpenLoop(arguments.number("per_s"), arguments.number("seconds"));
    try (Tracking tracking =
        Outbox.tracking(arguments.path("folder").resolve("ours"), arguments.uri("server"))) {
      long[] startedAt =
          loop.run(
              event ->
                  tracking
                      .user(Workload.user(event, users))
                      .deposit(Workload.MONEY, Workload.transaction(event)));
      Until.so("delivered", 30, () -> tracking.health().outbox().delivered() == loop.calls());
      return Started.byEid(startedAt);
    }
  }
}
