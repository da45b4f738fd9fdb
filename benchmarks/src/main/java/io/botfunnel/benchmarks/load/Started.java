package io.botfunnel.benchmarks.load;

import io.botfunnel.benchmarks.child.Measured;
import java.util.HashMap;
import java.util.Map;

/** Records when each call began, by the eid that the server will receive. */
public final class Started {
  private Started() {}

  public static Measured byEid(long[] startedAt) {
    Map<String, Double> byEid = new HashMap<>();
    for (int event = 0; event < startedAt.length; event++) {
      byEid.put(Workload.eid(event), (double) startedAt[event]);
    }
    return new Measured(byEid);
  }
}
