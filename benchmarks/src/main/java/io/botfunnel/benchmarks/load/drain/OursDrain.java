package io.botfunnel.benchmarks.load.drain;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.CpuMeter;
import io.botfunnel.benchmarks.load.Flight;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.Until;
import io.botfunnel.tracking.Tracking;
import java.nio.file.Path;

/** Our delivery of a backlog, until all of it is settled. */
public final class OursDrain implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    Path file = arguments.path("folder").resolve("ours");
    int events = arguments.number("events");
    Outbox.fill(file, events, arguments.number("users"));
    System.gc();
    try (Flight flight = Flight.of(arguments);
        Tracking tracking = Outbox.tracking(file, arguments.uri("server"))) {
      CpuMeter cpu = CpuMeter.start(() -> tracking.health().outbox().delivered());
      Until.so("drained", 120, () -> tracking.health().outbox().delivered() == events);
      flight.land();
      return cpu.end();
    }
  }
}
