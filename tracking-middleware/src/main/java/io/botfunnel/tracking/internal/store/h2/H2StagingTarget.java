package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.jdbc.OutboxConnection;
import io.botfunnel.tracking.internal.store.queue.Engine;
import io.botfunnel.tracking.internal.store.queue.EventStaging;
import java.sql.Connection;
import java.sql.SQLException;

/** Stages events of authors whose tables are in the outbox's H2 file. Thread-safe. */
final class H2StagingTarget implements EventStaging.Target {
  private static final String INSERT =
      "INSERT INTO PUBLIC.staged (bot, lane, body) VALUES (?, ?, ?)";

  private final Engine outbox;
  private final H2StagedEvents stagedEvents;

  H2StagingTarget(Engine outbox, H2StagedEvents stagedEvents) {
    this.outbox = outbox;
    this.stagedEvents = stagedEvents;
  }

  @Override
  public String insert(Connection connection) throws SQLException {
    if (!connection.isWrapperFor(OutboxConnection.class)
        || connection.unwrap(OutboxConnection.class).outbox() != outbox) {
      throw isElsewhere();
    }
    stagedEvents.expect();
    return INSERT;
  }

  @Override
  public IllegalArgumentException isElsewhere() {
    return new IllegalArgumentException(
        "connection: it is none of Tracking.dataSource(), and the outbox is an H2 file: what others"
            + " commit is not in it, or not on the device at once. Take connections from there and"
            + " keep your tables beside the outbox's, or have both in one PostgreSQL");
  }

  @Override
  public RuntimeException explain(SQLException e) {
    return EventStaging.failed(e);
  }
}
