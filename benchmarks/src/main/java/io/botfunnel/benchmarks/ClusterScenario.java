package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.util.Set;

/**
 * Several processes on one PostgreSQL, which forces what is committed: how fast they deliver, how
 * soon another has what a killed one had in hand, and what claiming and purging take, however much
 * waits.
 */
final class ClusterScenario implements Scenario {
  @Override
  public Set<Figure> figures() {
    return Set.of(
        Figure.PG_DRAIN_WORKERS_1,
        Figure.PG_DRAIN_WORKERS_2,
        Figure.PG_DRAIN_WORKERS_4,
        Figure.PG_CLAIM_MS_AT_1M,
        Figure.PG_PURGE_PER_S,
        Figure.PG_TAKEOVER_S);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (PostgresServer postgres = PostgresServer.startForcing(lab.folder())) {
      // Most of a takeover is waiting
      Takeovers takeovers = Takeovers.begin(lab, postgres);
      try (SharedDrains drains = new SharedDrains(lab, postgres)) {
        drains.measure().keepIn(report);
      }
      try (ChildJvm child = lab.jvm(Conditions.CONTENDER_HEAP)) {
        LargeBacklog large = new LargeBacklog(lab.scale(), postgres, child);
        large.fill(report);
        report.keep(Figure.PG_TAKEOVER_S, takeovers.took());
        large.measure(report);
      }
    }
  }
}
