package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.latency.BareLatency;
import io.botfunnel.benchmarks.load.latency.OursLatency;
import io.botfunnel.benchmarks.load.latency.RawLatency;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from a hook's call to the event's arrival at the server, at 200 events a
 * second. The floor is the arrival time of a bare post plus the time to force a bare file.
 */
final class LatencyScenario implements Scenario {
  private static final int PER_SECOND = 200;
  private static final int DIGITS = 3;
  private static final String OURS = "latency.hook_to_server.";
  private static final String BARE = "latency.bare_http.";
  private static final String FORCE = "latency.raw_force.";

  @Override
  public Set<Figure> figures() {
    return Set.of(Figure.LATENCY_P99_OVER_FLOOR);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Samples samples =
        Rounds.run(
            lab.scale(),
            List.of(
                traced(lab, OURS, Contender.OURS, OursLatency.class),
                traced(lab, BARE, Contender.BARE, BareLatency.class),
                forced(lab)));
    samples.keepIn(report);
    report.keep(
        Figure.LATENCY_P99_OVER_FLOOR,
        samples.ratioToSum(OURS + "p99_ms", BARE + "p99_ms", FORCE + "p99_ms"));
    report.keep(
        "latency.median_over_floor",
        samples.ratioToSum(OURS + "median_ms", BARE + "median_ms", FORCE + "median_ms"));
  }

  private static Arguments arguments(Lab lab, Round round) {
    return Arguments.none()
        .with("per_s", PER_SECOND)
        .with("seconds", round.latencySeconds())
        .with("users", round.users())
        .with("in_flight", Conditions.IN_FLIGHT)
        .with("server", lab.server().url());
  }

  private static Rounds.Part traced(
      Lab lab, String name, Contender contender, Class<? extends Task> task) {
    return (round, samples) -> {
      lab.server().resetAndTrace();
      Measured called = lab.run(contender, task, arguments(lab, round));
      Measured arrived = lab.server().traced();
      Histogram took = new Histogram(DIGITS);
      called.values().forEach((eid, at) -> took.recordValue((long) (arrived.get(eid) - at)));
      add(samples, name, took);
    };
  }

  private static Rounds.Part forced(Lab lab) {
    return (round, samples) -> {
      Histogram took = new Histogram(DIGITS);
      lab.run(Contender.RAW_FILE, RawLatency.class, arguments(lab, round))
          .values()
          .values()
          .forEach(ns -> took.recordValue(ns.longValue()));
      add(samples, FORCE, took);
    };
  }

  private static void add(Samples samples, String name, Histogram took) {
    samples.add(name + "p99_ms", took.getValueAtPercentile(99) / 1e6);
    samples.add(name + "median_ms", took.getValueAtPercentile(50) / 1e6);
  }
}
