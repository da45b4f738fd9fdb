package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.util.Set;

/**
 * Several processes on one PostgreSQL that forces commits. Measures their delivery rate, and how
 * soon another process takes over the claims of a killed one. Also measures the cost of claiming
 * and purging beside a large backlog.
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
      // A takeover is mostly waiting, so it runs beside the drains.
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
