package io.botfunnel.benchmarks.load.start;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.Workload;
import io.botfunnel.tracking.Tracking;
import java.net.URI;
import org.slf4j.LoggerFactory;

/** The start of the library on an existing file; logging is already up, as in a bot. */
public final class OursStart implements Task {
  @Override
  public Measured run(Arguments arguments) {
    LoggerFactory.getLogger(OursStart.class).debug("starting");
    long start = System.nanoTime();
    try (Tracking tracking =
        Outbox.tracking(arguments.path("file"), URI.create(Workload.NOWHERE))) {
      double ms = (System.nanoTime() - start) / 1e6;
      return Measured.nothing()
          .with("ms", ms)
          .with("waiting", (double) tracking.health().outbox().waiting());
    }
  }
}
