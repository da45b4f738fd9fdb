package io.botfunnel.benchmarks.load.drain;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import io.botfunnel.benchmarks.load.Outbox;
import io.botfunnel.benchmarks.load.PostgresBacklog;
import io.botfunnel.tracking.Tracking;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One of several processes on an outbox in PostgreSQL: starts delivery, fills the outbox, or ends.
 */
public final class OursWorker implements Task {
  private @Nullable Tracking tracking;

  @Override
  public Measured run(Arguments arguments) throws SQLException {
    switch (arguments.text("what")) {
      case "fill" -> PostgresBacklog.fill(arguments.text("outbox"), arguments.number("events"));
      case "begin" -> tracking = Outbox.tracking(arguments.text("outbox"), arguments.uri("server"));
      case "end" -> end();
      default -> throw new IllegalArgumentException(arguments.toString());
    }
    return Measured.nothing();
  }

  private void end() {
    if (tracking != null) {
      tracking.close();
      tracking = null;
    }
  }
}
