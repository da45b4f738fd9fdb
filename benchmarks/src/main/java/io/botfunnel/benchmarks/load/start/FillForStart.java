package io.botfunnel.benchmarks.load.start;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Outbox;

/** Fills the file that a later process opens. */
public final class FillForStart implements Task {
  @Override
  public Measured run(Arguments arguments) {
    Outbox.fill(arguments.path("file"), arguments.number("events"), arguments.number("users"));
    return Measured.nothing();
  }
}
