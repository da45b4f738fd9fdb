package io.botfunnel.benchmarks.load.drain;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.BlockingPoster;
import io.botfunnel.benchmarks.load.CpuMeter;
import io.botfunnel.benchmarks.load.DbSchedulerPeer;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.benchmarks.load.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * db-scheduler delivers a backlog. On H2 it can poll only by {@code fetch}; threads and limits are
 * those of its own throughput tests.
 */
public final class DbSchedulerDrain implements Task {
  private static final int A_TRANSACTION = 500;

  @Override
  public Measured run(Arguments arguments) throws Exception {
    int threads = arguments.number("threads");
    int events = arguments.number("events");
    try (BlockingPoster poster = new BlockingPoster(arguments.uri("server"), threads);
        DbSchedulerPeer peer =
            new DbSchedulerPeer(
                arguments.path("folder").resolve("db-scheduler"), threads + 4, poster)) {
      fill(peer, events, arguments.number("users"));
      System.gc();
      return drain(peer, poster, arguments);
    }
  }

  private static void fill(DbSchedulerPeer peer, int events, int users) {
    SchedulerClient client = SchedulerClient.Builder.create(peer.pool(), peer.task()).build();
    for (int first = 0; first < events; first += A_TRANSACTION) {
      List<TaskInstance<?>> batch = new ArrayList<>();
      for (int event = first; event < Math.min(first + A_TRANSACTION, events); event++) {
        batch.add(peer.task().instance(Workload.eid(event), Workload.body(event, users)));
      }
      client.scheduleBatch(batch, Instant.now());
    }
  }

  private static Measured drain(DbSchedulerPeer peer, BlockingPoster poster, Arguments arguments)
      throws InterruptedException {
    Scheduler scheduler =
        Scheduler.create(peer.pool(), peer.task())
            .threads(arguments.number("threads"))
            .pollUsingFetch(
                Double.parseDouble(arguments.text("lower")),
                Double.parseDouble(arguments.text("upper")))
            .pollingInterval(Duration.ofSeconds(1))
            .build();
    try {
      CpuMeter cpu = CpuMeter.start(poster::delivered);
      scheduler.start();
      Until.so("drained", 120, () -> poster.delivered() == arguments.number("events"));
      return cpu.end();
    } finally {
      scheduler.stop();
    }
  }
}
