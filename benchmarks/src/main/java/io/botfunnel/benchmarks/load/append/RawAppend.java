package io.botfunnel.benchmarks.load.append;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Callers;
import io.botfunnel.benchmarks.load.RawFile;
import io.botfunnel.benchmarks.load.Workload;

/** The floor of every durable append: one caller and one file, with a force per append. */
public final class RawAppend implements Task {
  @Override
  public Measured run(Arguments arguments) throws Exception {
    int users = arguments.number("users");
    try (RawFile file = new RawFile(arguments.path("folder").resolve("raw"))) {
      double perSecond =
          Callers.perSecond(
              1, arguments.number("events"), event -> file.append(Workload.body(event, users)));
      return Measured.nothing().with("per_s", perSecond);
    }
  }
}
