package io.botfunnel.benchmarks;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.ChildJvm;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.figure.Figure;
import io.botfunnel.benchmarks.figure.Report;
import io.botfunnel.benchmarks.figure.Samples;
import io.botfunnel.benchmarks.figure.Spread;
import io.botfunnel.benchmarks.load.drain.OursBacklog;
import io.botfunnel.benchmarks.load.start.OursConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A million waiting events in a child JVM with {@code -Xmx64m}. Measures the delivery rate against
 * that of ten thousand events in the same process, the heap, and the size of the file afterwards.
 * Also measures how soon the operator's page shows the backlog.
 */
final class BacklogScenario implements Scenario {
  private static final String HEAP = "-Xmx64m";
  private static final int USERS_SHARE = 5;
  private static final int LARGE_SAMPLES = 3;
  private static final int PAGES = 3;

  /**
   * How much longer than the idle minute the file may take to shrink, within the run's ten minutes.
   */
  private static final int LONGER_IDLE_S = 140;

  /** Enough to compile the code that reads pages from outside any cache. */
  private static final int WARM_UPS = 3;

  private static final String SMALL = "drain.backlog_10k.per_s";
  private static final String LARGE = "drain.backlog_1m.per_s";

  @Override
  public Set<Figure> figures() {
    return Set.of(
        Figure.DRAIN_BACKLOG_1M_OVER_10K,
        Figure.HEAP_MB_AT_1M,
        Figure.FILE_MB_IDLE_AFTER_1M,
        Figure.CONSOLE_PAGE_MS_AT_1M,
        Figure.CONSOLE_FEED_MS_AT_1M);
  }

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Path folder = lab.folder();
    try (ChildJvm filler = lab.jvm(Conditions.FILLER_HEAP);
        ChildJvm child = lab.jvm(HEAP)) {
      for (int i = 0; i < WARM_UPS; i++) {
        small(lab, filler, child);
      }
      List<Double> small = new ArrayList<>();
      for (int i = 0; i < lab.scale().rounds(); i++) {
        small.add(small(lab, filler, child));
      }
      Arguments large = arguments(lab, folder, lab.scale().backlog());
      fill(lab, filler, report, large);
      watch(lab, report, large);
      drain(lab, child, report, large);
      int longer = Math.min(LONGER_IDLE_S, lab.secondsLeft() - lab.scale().idleSeconds());
      idle(child, report, large.with("longer_seconds", Math.max(0, longer)));
      small.add(small(lab, filler, child));
      keepRatio(report, small);
    } finally {
      Lab.delete(folder);
    }
  }

  private static Arguments arguments(Lab lab, Path folder, int events) {
    return Arguments.none()
        .with("folder", folder)
        .with("events", events)
        .with("users", events / USERS_SHARE)
        .with("seconds", lab.scale().idleSeconds())
        .with("server", lab.server().url());
  }

  /**
   * Like the large backlog, it is delivered from a file that another process filled, so nothing is
   * cached.
   */
  private static double small(Lab lab, ChildJvm filler, ChildJvm child) throws IOException {
    Path folder = lab.folder();
    try {
      int events = lab.scale().smallBacklog();
      Arguments small = arguments(lab, folder, events);
      filler.run(OursBacklog.class, small.with("what", "fill"));
      lab.server().reset();
      child.run(OursBacklog.class, small.with("what", "drain"));
      child.run(OursBacklog.class, small.with("what", "end"));
      return lab.server().rateOfAll(events);
    } finally {
      Lab.delete(folder);
    }
  }

  private static void drain(Lab lab, ChildJvm child, Report report, Arguments arguments)
      throws IOException {
    lab.server().reset();
    Measured drained = child.run(OursBacklog.class, arguments.with("what", "drain"));
    report.keep("start.ms_at_1m", one(drained.get("start_ms")));
    report.keep("cpu.s_per_10k_of_1m", one(drained.get("cpu_s_per_10k")));
    report.keep("file.mb_drained_of_1m", one(drained.get("file_mb")));
    report.keep("drain.all_of_1m.per_s", one(lab.server().rateOfAll(lab.scale().backlog())));
    Samples samples = new Samples();
    for (int i = 0; i < LARGE_SAMPLES; i++) {
      int from = 1 + i * lab.scale().sample();
      samples.add(LARGE, lab.server().rate(from, from + lab.scale().sample()));
    }
    samples.keepIn(report);
    report.keep("heap.mb_after_drain_of_1m", one(drained.get("heap_mb")));
  }

  /**
   * Fills in another process whose heap does not count; with the small heap it would take minutes.
   */
  private static void fill(Lab lab, ChildJvm filler, Report report, Arguments arguments)
      throws IOException {
    Measured filled = filler.run(OursBacklog.class, arguments.with("what", "fill"));
    report.keep("backlog.fill.per_s", one(filled.get("per_s")));
    report.keep("file.mb_full_at_1m", one(filled.get("file_mb")));
    lab.say("  filled, %,.0f/s; draining".formatted(filled.get("per_s")));
  }

  /** Measures the operator's page while the million events wait. */
  private static void watch(Lab lab, Report report, Arguments arguments) throws IOException {
    try (ChildJvm child = lab.jvm(HEAP)) {
      Samples samples = new Samples();
      Measured watched = child.run(OursConsole.class, arguments.with("times", PAGES));
      for (int page = 0; page < PAGES; page++) {
        samples.add(Figure.CONSOLE_PAGE_MS_AT_1M.key(), watched.get("page_ms_" + page));
        samples.add(Figure.CONSOLE_FEED_MS_AT_1M.key(), watched.get("feed_ms_" + page));
      }
      samples.keepIn(report);
    }
  }

  /** Divides each sample of the large backlog by the median of the small ones. */
  private static void keepRatio(Report report, List<Double> small) {
    Spread tenThousand = Spread.of(small);
    Spread million = report.all().get(LARGE);
    report.keep(SMALL, tenThousand);
    if (million != null) {
      report.keep(
          Figure.DRAIN_BACKLOG_1M_OVER_10K,
          new Spread(
              million.median() / tenThousand.median(),
              million.min() / tenThousand.median(),
              million.max() / tenThousand.median()));
    }
  }

  private static void idle(ChildJvm child, Report report, Arguments arguments) throws IOException {
    Measured idled = child.run(OursBacklog.class, arguments.with("what", "idle"));
    report.keep(Figure.HEAP_MB_AT_1M, one(idled.get("heap_mb")));
    report.keep(Figure.FILE_MB_IDLE_AFTER_1M, one(idled.get("file_mb")));
    idled
        .find("until_small_s")
        .ifPresent(seconds -> report.keep("file.s_until_32_mb_after_1m", one(seconds)));
    child.run(OursBacklog.class, arguments.with("what", "end"));
  }

  private static Spread one(double value) {
    return Spread.of(List.of(value));
  }
}
