package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.drain.OursWorker;
import io.botfunnel.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures how fast one, two and four processes deliver a backlog from one PostgreSQL. */
final class SharedDrains implements AutoCloseable {
  private static final Map<Integer, Figure> DRAINS =
      new TreeMap<>(
          Map.of(
              1, Figure.PG_DRAIN_WORKERS_1,
              2, Figure.PG_DRAIN_WORKERS_2,
              4, Figure.PG_DRAIN_WORKERS_4));

  /** The child that fills the outbox and delivers nothing. */
  private static final int FILLER = 4;

  /** The first event was recorded in its own transaction, before the others. */
  private static final int FIRST_OF_MANY = 2;

  private final Lab lab;
  private final PostgresServer postgres;
  private final List<ChildJvm> children = new ArrayList<>();

  SharedDrains(Lab lab, PostgresServer postgres) {
    this.lab = lab;
    this.postgres = postgres;
  }

  Samples measure() throws Exception {
    List<Rounds.Part> parts = new ArrayList<>();
    DRAINS.forEach(
        (workers, figure) ->
            parts.add(
                (round, samples) ->
                    samples.add(figure.key(), drain(workers, round.clusterEvents()))));
    return Rounds.run(lab.scale(), parts);
  }

  private double drain(int workers, int events) throws Exception {
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
      children.add(lab.jvm(Conditions.CONTENDER_HEAP));
    }
    return children.get(number);
  }

  @Override
  public void close() throws IOException {
    for (ChildJvm child : children) {
      child.close();
    }
  }
}
