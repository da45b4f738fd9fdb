package io.botfunnel.benchmarks.load.start;

import io.botfunnel.benchmarks.child.Arguments;
import io.botfunnel.benchmarks.child.Measured;
import io.botfunnel.benchmarks.child.Task;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Measures a bare open of our file by H2, without the library. */
public final class H2Open implements Task {
  @Override
  public Measured run(Arguments arguments) throws SQLException {
    String url =
        "jdbc:h2:file:"
            + arguments.path("file")
            + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;IFEXISTS=TRUE";
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(url, "botfunnel", "")) {
      double ms = (System.nanoTime() - start) / 1e6;
      return Measured.nothing().with("ms", ms).with("open", connection.isClosed() ? 0 : 1);
    }
  }
}
