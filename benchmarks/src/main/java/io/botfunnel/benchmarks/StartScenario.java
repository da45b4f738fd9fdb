package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.load.start.FillForStart;
import io.botfunnel.benchmarks.load.start.H2Open;
import io.botfunnel.benchmarks.load.start.OursStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Measures the start of the library and a bare open of the same file, each on its own copy in its
 * own JVM. Repeats both in that JVM once its classes are loaded.
 */
final class StartScenario implements Scenario {
  private static final int EVENTS = 10_000;
  private static final int USERS = 2_500;
  private static final String OURS = "start.ms";
  private static final String H2 = "start.h2_open_ms";
  private static final String OURS_WARM = "start.second_ms";
  private static final String H2_WARM = "start.second_h2_open_ms";

  @Override
  public Set<Figure> figures() {
    return Set.of(Figure.START_MS_OVER_H2_OPEN);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Path folder = lab.folder();
    try {
      Samples samples = new Samples();
      fill(lab, folder.resolve("filled"));
      for (int i = 0; i < lab.scale().starts(); i++) {
        measure(lab, folder, OursStart.class, samples, OURS, OURS_WARM);
        measure(lab, folder, H2Open.class, samples, H2, H2_WARM);
      }
      samples.keepIn(report);
      report.keep(Figure.START_MS_OVER_H2_OPEN, samples.ratio(OURS, H2));
      report.keep("start.second_ms_over_h2_open", samples.ratio(OURS_WARM, H2_WARM));
    } finally {
      Lab.delete(folder);
    }
  }

  private static void fill(Lab lab, Path file) throws IOException {
    try (ChildJvm child = lab.jvm(Conditions.CONTENDER_HEAP)) {
      child.run(
          FillForStart.class,
          Arguments.none().with("file", file).with("events", EVENTS).with("users", USERS));
    }
  }

  private static void measure(
      Lab lab,
      Path folder,
      Class<? extends Task> task,
      Samples samples,
      String first,
      String second)
      throws IOException {
    try (ChildJvm child = lab.jvm(Conditions.CONTENDER_HEAP)) {
      samples.add(first, openCopy(folder, task, child));
      samples.add(second, openCopy(folder, task, child));
    }
  }

  private static double openCopy(Path folder, Class<? extends Task> task, ChildJvm child)
      throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy-");
    Files.copy(folder.resolve("filled.mv.db"), copy.resolve("outbox.mv.db"));
    return child.run(task, Arguments.none().with("file", copy.resolve("outbox"))).get("ms");
  }
}
