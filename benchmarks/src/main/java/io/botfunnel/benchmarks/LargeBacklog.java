package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Spread;
import io.botfunnel.benchmarks.load.drain.OursClaims;
import io.botfunnel.benchmarks.load.drain.OursPurge;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Measures a claim beside a large PostgreSQL backlog, and beside purging. */
final class LargeBacklog {
  private static final int SMALL = 10_000;
  private static final int CLAIMS = 100;

  private final Scale scale;
  private final PostgresServer postgres;
  private final ChildJvm child;
  private final Arguments large;

  LargeBacklog(Scale scale, PostgresServer postgres, ChildJvm child) {
    this.scale = scale;
    this.postgres = postgres;
    this.child = child;
    this.large = waiting(scale.clusterBacklog());
  }

  private Arguments waiting(int events) {
    return Arguments.none().with("outbox", postgres.newDatabase()).with("events", events);
  }

  void fill(Report report) throws IOException {
    double mb = child.run(OursClaims.class, large.with("what", "fill")).get("mb");
    report.keep("pg.mb_at_1m", Spread.of(List.of(mb)));
  }

  /** Measures the small backlog before and after the large one; the very first run is a warm-up. */
  void measure(Report report) throws IOException {
    claims(filled());
    report.keep("pg.claim_ms_at_10k", claims(filled()));
    report.keep(Figure.PG_CLAIM_MS_AT_1M, claims(large));
    report.keep("pg.claim_ms_at_10k_afterwards", claims(filled()));
    purge(report);
  }

  private Arguments filled() throws IOException {
    Arguments small = waiting(SMALL);
    child.run(OursClaims.class, small.with("what", "fill"));
    return small;
  }

  private Spread claims(Arguments arguments) throws IOException {
    Measured took =
        child.run(OursClaims.class, arguments.with("what", "claim").with("times", CLAIMS));
    return Spread.of(List.copyOf(took.values().values()));
  }

  private void purge(Report report) throws IOException {
    Measured measured = child.run(OursPurge.class, large.with("purged", scale.purged()));
    report.keep(Figure.PG_PURGE_PER_S, Spread.of(List.of(measured.get("per_s"))));
    report.keep("pg.claim_ms_while_purging", claimsOf(measured));
  }

  private static Spread claimsOf(Measured measured) {
    return Spread.of(
        measured.values().entrySet().stream()
            .filter(each -> each.getKey().startsWith(OursPurge.CLAIM_MS))
            .map(Map.Entry::getValue)
            .toList());
  }
}
