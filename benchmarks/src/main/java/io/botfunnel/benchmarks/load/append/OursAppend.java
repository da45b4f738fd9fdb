package io.botfunnel.benchmarks.load.append;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Callers;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.Workload;
import io.botfunnel.tracking.Tracking;
import java.net.URI;

/** 16 callers of hooks; each returns when its event is forced to the device. There is no server. */
public final class OursAppend implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    try (Tracking tracking =
        Outbox.tracking(arguments.path("folder").resolve("ours"), URI.create(Workload.NOWHERE))) {
      double perSecond =
          Callers.perSecond(
              arguments.number("events"),
              event ->
                  tracking
                      .user(Workload.user(event, users))
                      .deposit(Workload.MONEY, Workload.transaction(event)));
      return Measured.nothing().with("per_s", perSecond);
    }
  }
}
