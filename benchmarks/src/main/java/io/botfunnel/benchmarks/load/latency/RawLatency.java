package io.botfunnel.benchmarks.load.latency;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.OpenLoop;
import io.botfunnel.benchmarks.load.RawFile;
import io.botfunnel.benchmarks.load.Workload;
import java.util.HashMap;
import java.util.Map;

/** Forced appends on a fixed schedule; returns how long each took, in nanoseconds. */
public final class RawLatency implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    OpenLoop loop = new OpenLoop(arguments.number("per_s"), arguments.number("seconds"));
    long[] endedAt = new long[loop.calls()];
    try (RawFile file = new RawFile(arguments.path("folder").resolve("raw"))) {
      long[] startedAt =
          loop.run(
              event -> {
                file.append(Workload.body(event, users));
                endedAt[event] = System.nanoTime();
              });
      return took(startedAt, endedAt);
    }
  }

  private static Measured took(long[] startedAt, long[] endedAt) {
    Map<String, Double> took = new HashMap<>();
    for (int event = 0; event < startedAt.length; event++) {
      took.put(Workload.eid(event), (double) (endedAt[event] - startedAt[event]));
    }
    return new Measured(took);
  }
}
