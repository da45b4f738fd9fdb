package io.botfunnel.benchmarks.load;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** db-scheduler on its own file, with the table from its documentation and a string as data. */
public final class DbSchedulerPeer implements AutoCloseable {
  private static final List<String> TABLE =
      List.of(
          "CREATE TABLE scheduled_tasks (task_name VARCHAR(100) NOT NULL,"
              + " task_instance VARCHAR(100) NOT NULL, task_data BLOB,"
              + " execution_time TIMESTAMP WITH TIME ZONE, picked BOOLEAN NOT NULL,"
              + " picked_by VARCHAR(50), last_success TIMESTAMP WITH TIME ZONE,"
              + " last_failure TIMESTAMP WITH TIME ZONE, consecutive_failures INT,"
              + " last_heartbeat TIMESTAMP WITH TIME ZONE, version BIGINT NOT NULL,"
              + " priority SMALLINT, state VARCHAR(50), PRIMARY KEY (task_name, task_instance))",
          "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
          "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");

  private final HikariDataSource pool;
  private final OneTimeTask<String> task;

  public DbSchedulerPeer(Path file, int connections, Poster poster) throws SQLException {
    this.pool = Pool.open(file, connections);
    this.task =
        Tasks.oneTime("event", String.class)
            .execute((instance, context) -> poster.post(instance.getData()));
    create();
  }

  private void create() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String part : TABLE) {
        statement.execute(part);
      }
    }
  }

  public HikariDataSource pool() {
    return pool;
  }

  public OneTimeTask<String> task() {
    return task;
  }

  @Override
  public void close() {
    pool.close();
  }
}
