package io.botfunnel.benchmarks.load.drain;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.CpuMeter;
import io.botfunnel.benchmarks.load.HeapWatch;
import io.botfunnel.benchmarks.load.LaterClock;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Our backlog: one process fills it, another drains it, idles and ends. The measured heap covers
 * all that its process does.
 */
public final class OursBacklog implements Task {
  private static final double MB = 1 << 20;

  /** Beyond the retention of the entries and of their keys. */
  private static final Duration A_QUARTER_LATER = Duration.ofDays(98);

  private static final double SMALL_MB = 32;

  private final HeapWatch heap = HeapWatch.start();
  private final LaterClock clock = new LaterClock();
  private @Nullable Tracking tracking;

  @Override
  public Measured run(Arguments arguments) throws Exception {
    Path file = arguments.path("folder").resolve("backlog");
    return switch (arguments.text("what")) {
      case "fill" -> fill(arguments, file);
      case "drain" -> drain(arguments, file);
      case "idle" -> idle(arguments, file);
      case "end" -> end();
      default -> throw new IllegalArgumentException(arguments.toString());
    };
  }

  private Measured fill(Arguments arguments, Path file) {
    long start = System.nanoTime();
    Outbox.fill(file, arguments.number("events"), arguments.number("users"));
    return measured(file)
        .with("per_s", arguments.number("events") * 1e9 / (System.nanoTime() - start));
  }

  private Measured drain(Arguments arguments, Path file) throws Exception {
    long start = System.nanoTime();
    Tracking started = Outbox.tracking(file, arguments.uri("server"), clock);
    double startMs = (System.nanoTime() - start) / 1e6;
    tracking = started;
    int events = arguments.number("events");
    CpuMeter cpu = CpuMeter.start(() -> started.health().outbox().delivered());
    Until.so("drained", 400, () -> started.health().outbox().delivered() == events);
    return measured(file)
        .with("start_ms", startMs)
        .with("cpu_s_per_10k", cpu.end().get("cpu_s_per_10k"));
  }

  /** Moves the clock past the retention, because delivered entries stay that long as history. */
  private Measured idle(Arguments arguments, Path file) throws Exception {
    clock.skip(A_QUARTER_LATER);
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(arguments.number("seconds"));
    Measured measured = measured(file);
    boolean small =
        Until.within(arguments.number("longer_seconds"), () -> fileMb(file) <= SMALL_MB);
    double untilSmallS = (System.nanoTime() - start) / 1e9;
    return small ? measured.with("until_small_s", untilSmallS) : measured;
  }

  private Measured end() {
    if (tracking != null) {
      tracking.close();
      tracking = null;
    }
    return Measured.nothing();
  }

  private static double fileMb(Path file) {
    return Path.of(file + ".mv.db").toFile().length() / MB;
  }

  private Measured measured(Path file) {
    return Measured.nothing().with("heap_mb", heap.mostMb()).with("file_mb", fileMb(file));
  }
}
