package io.botfunnel.benchmarks.load.append;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Callers;
import io.botfunnel.benchmarks.load.DbSchedulerPeer;
import io.botfunnel.benchmarks.load.Workload;
import java.time.Instant;

/** 16 callers of {@code scheduleIfNotExists}; no scheduler runs meanwhile. */
public final class DbSchedulerAppend implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    try (DbSchedulerPeer peer =
        new DbSchedulerPeer(
            arguments.path("folder").resolve("db-scheduler"), Callers.SIXTEEN, body -> {})) {
      SchedulerClient client = SchedulerClient.Builder.create(peer.pool(), peer.task()).build();
      double perSecond =
          Callers.perSecond(
              arguments.number("events"),
              event ->
                  client.scheduleIfNotExists(
                      peer.task().instance(Workload.eid(event), Workload.body(event, users)),
                      Instant.now()));
      return Measured.nothing().with("per_s", perSecond);
    }
  }
}
