package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.figure.Spread;
import io.botfunnel.benchmarks.load.OursClaims;
import io.botfunnel.benchmarks.load.OursWorker;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Several processes on one PostgreSQL, which forces what is committed: how fast they deliver, what
 * a claim takes however much waits, and how soon another has what a killed one had in hand.
 */
final class ClusterScenario implements Scenario {
  private static final Map<Integer, Figure> DRAINS =
      new TreeMap<>(
          Map.of(
              1, Figure.PG_DRAIN_WORKERS_1,
              2, Figure.PG_DRAIN_WORKERS_2,
              4, Figure.PG_DRAIN_WORKERS_4));

  /** The child that fills, and delivers nothing. */
  private static final int FILLER = 4;

  /** The one before was recorded alone. */
  private static final int FIRST_OF_MANY = 2;

  private static final int SMALL_BACKLOG = 10_000;
  private static final int CLAIMS = 100;

  private final List<ChildJvm> children = new ArrayList<>();

  @Override
  public Set<Figure> figures() {
    return Set.of(
        Figure.PG_DRAIN_WORKERS_1,
        Figure.PG_DRAIN_WORKERS_2,
        Figure.PG_DRAIN_WORKERS_4,
        Figure.PG_CLAIM_MS_AT_1M,
        Figure.PG_TAKEOVER_S);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    try (PostgresServer postgres = PostgresServer.startForcing(lab.folder())) {
      takeovers(postgres, lab.scale().rounds(), report);
      drains(lab, postgres).keepIn(report);
      claims(lab, postgres, report);
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }
  }

  private Samples drains(Lab lab, PostgresServer postgres) throws Exception {
    List<Rounds.Part> parts = new ArrayList<>();
    DRAINS.forEach(
        (workers, figure) ->
            parts.add(samples -> samples.add(figure.key(), drain(lab, postgres, workers))));
    return Rounds.run(lab.scale().rounds(), parts);
  }

  private double drain(Lab lab, PostgresServer postgres, int workers) throws Exception {
    int events = lab.scale().clusterEvents();
    Arguments arguments =
        Arguments.none()
            .with("outbox", postgres.newDatabase())
            .with("events", events)
            .with("server", lab.server().url());
    lab.server().reset();
    for (int i = 0; i < workers; i++) {
      child(i).run(OursWorker.class, arguments.with("what", "begin"));
    }
    child(FILLER).run(OursWorker.class, arguments.with("what", "fill"));
    lab.server().awaitAll(events);
    for (int i = 0; i < workers; i++) {
      child(i).run(OursWorker.class, arguments.with("what", "end"));
    }
    lab.server().requireAll(events);
    return lab.server().rate(FIRST_OF_MANY, events);
  }

  private ChildJvm child(int number) throws IOException {
    while (children.size() <= number) {
      children.add(ChildJvm.start(Conditions.CONTENDER_HEAP));
    }
    return children.get(number);
  }

  /** The small one before and after; the first of all warms up. */
  private void claims(Lab lab, PostgresServer postgres, Report report) throws IOException {
    Arguments large = waiting(postgres, lab.scale().clusterBacklog());
    double mb = child(0).run(OursClaims.class, large.with("what", "fill")).get("mb");
    report.keep("pg.mb_at_1m", Spread.of(List.of(mb)));
    claims(filled(postgres));
    report.keep("pg.claim_ms_at_10k", claims(filled(postgres)));
    report.keep(Figure.PG_CLAIM_MS_AT_1M, claims(large));
    report.keep("pg.claim_ms_at_10k_afterwards", claims(filled(postgres)));
  }

  private static Arguments waiting(PostgresServer postgres, int events) {
    return Arguments.none().with("outbox", postgres.newDatabase()).with("events", events);
  }

  private Arguments filled(PostgresServer postgres) throws IOException {
    Arguments small = waiting(postgres, SMALL_BACKLOG);
    child(0).run(OursClaims.class, small.with("what", "fill"));
    return small;
  }

  private Spread claims(Arguments arguments) throws IOException {
    Measured took =
        child(0).run(OursClaims.class, arguments.with("what", "claim").with("times", CLAIMS));
    return Spread.of(List.copyOf(took.values().values()));
  }

  /** Side by side, each on tables of its own: most of it is waiting. */
  private static void takeovers(PostgresServer postgres, int rounds, Report report) {
    List<CompletableFuture<Double>> all =
        Stream.generate(postgres::newDatabase)
            .limit(rounds)
            .map(
                url ->
                    CompletableFuture.supplyAsync(
                        () -> takeover(url), run -> new Thread(run).start()))
            .toList();
    report.keep(
        Figure.PG_TAKEOVER_S, Spread.of(all.stream().map(CompletableFuture::join).toList()));
  }

  private static double takeover(String url) {
    Arguments arguments = Arguments.none().with("outbox", url);
    try (ChildJvm holder = ChildJvm.start(Conditions.CONTENDER_HEAP);
        ChildJvm other = ChildJvm.start(Conditions.CONTENDER_HEAP)) {
      holder.run(OursClaims.class, arguments.with("what", "hold"));
      long killedAt = System.nanoTime();
      holder.kill();
      Measured taken = other.run(OursClaims.class, arguments.with("what", "take_over"));
      return (taken.get("at_nanos") - killedAt) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
