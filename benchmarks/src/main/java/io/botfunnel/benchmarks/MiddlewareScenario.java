package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Spread;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what the middleware costs an update that is not tracked, with JMH in its own fork. */
final class MiddlewareScenario implements Scenario {
  private static final int WARM_UPS = 3;
  private static final int ITERATIONS = 5;

  @Override
  public Set<Figure> figures() {
    return Set.of(Figure.MIDDLEWARE_NS_PER_UNTRACKED_UPDATE);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    TimeValue time = TimeValue.milliseconds(lab.scale().microMillis());
    Options options =
        new OptionsBuilder()
            .include(UntrackedUpdates.class.getName())
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(time)
            .measurementIterations(ITERATIONS)
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<Double> scores =
        new Runner(options)
            .runSingle().getBenchmarkResults().stream()
                .flatMap(MiddlewareScenario::iterations)
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    report.keep(Figure.MIDDLEWARE_NS_PER_UNTRACKED_UPDATE, Spread.of(scores));
  }

  private static Stream<IterationResult> iterations(BenchmarkResult fork) {
    return StreamSupport.stream(fork.getIterationResults().spliterator(), false);
  }
}
