package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Table;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the figures that the README states, prints a table, and writes results.json. */
@Command(
    name = "benchmarks",
    description = "Measures BotFunnel and its peers beside each other, in one run.",
    mixinStandardHelpOptions = true)
public final class Benchmarks implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
  @Spec
  private CommandSpec spec;

  @Option(names = "--quick", description = "Smaller counts and one round, at most 2 minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only what gives these figures.",
      converter = ByName.class)
  private Set<Figure> only = EnumSet.allOf(Figure.class);

  @Option(names = "--rounds", paramLabel = "N", description = "Instead of 3, or 1 with --quick.")
  private int rounds;

  @Option(
      names = "--pg-waiting",
      paramLabel = "N",
      description = "Waiting in PostgreSQL while claims are measured, instead of 1,000,000.")
  private int pgWaiting;

  @Option(names = "--out", paramLabel = "FILE", description = "Instead of target/results.json.")
  private @Nullable Path out;

  @Option(
      names = "--profile",
      paramLabel = "FILE.jfr",
      description = "Keeps a flight recording of our last drain; slows it down.")
  private @Nullable Path profile;

  private Benchmarks() {}

  /**
   * Runs the benchmarks; exits with 0 if everything was measured, whether or not the figures hold.
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    PrintWriter terminal = spec.commandLine().getOut();
    Scale scale = scale();
    Report report = new Report();
    Path target = target();
    Path results = out == null ? target.resolve("results.json") : out;
    try (Lab lab = Lab.open(target.resolve("work"), scale)) {
      for (Scenario scenario : scenarios()) {
        lab.say("%4d s  %s".formatted(secondsSince(start), scenario.getClass().getSimpleName()));
        scenario.run(lab, report);
        report.write(results);
      }
    }
    Conditions.lines(scale).forEach(terminal::println);
    terminal.println(
        quick ? "QUICK: smaller counts than the names say; see --help and the line above" : "");
    Table.of(report).forEach(terminal::println);
    terminal.println();
    Table.support(report).forEach(terminal::println);
    terminal.printf("%n%s, after %d s%n", results, secondsSince(start));
    terminal.flush();
    return CommandLine.ExitCode.OK;
  }

  private Scale scale() {
    Scale scale = quick ? Scale.quick() : Scale.full();
    return scale.with(
        rounds > 0 ? rounds : scale.rounds(), pgWaiting > 0 ? pgWaiting : scale.clusterBacklog());
  }

  private List<Scenario> scenarios() {
    return Stream.of(
            new DrainScenario(profile == null ? null : profile.toAbsolutePath()),
            new AppendScenario(),
            new LatencyScenario(),
            new StartScenario(),
            new MiddlewareScenario(),
            new GatewayScenario(),
            new ClusterScenario(),
            new BacklogScenario())
        .filter(this::wanted)
        .toList();
  }

  private boolean wanted(Scenario scenario) {
    return scenario.figures().stream().anyMatch(only::contains);
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  /** Returns the folder of our jar. */
  private static Path target() throws URISyntaxException {
    Path jar =
        Path.of(Benchmarks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return jar.toAbsolutePath().resolveSibling("");
  }

  /** Finds a figure by its name in results.json. */
  private static final class ByName implements ITypeConverter<Figure> {
    @Override
    public Figure convert(String name) {
      try {
        return Figure.named(name);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }
}
