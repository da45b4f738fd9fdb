package io.botfunnel.tracking.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Events of authors whose tables are in our H2 file. Safe for use from any thread. */
final class H2Handing implements Handing.Target {
  private static final String INSERT =
      "INSERT INTO PUBLIC.handed (bot, lane, body) VALUES (?, ?, ?)";

  private final Engine outbox;
  private final H2Taking taking;

  H2Handing(Engine outbox, H2Taking taking) {
    this.outbox = outbox;
    this.taking = taking;
  }

  @Override
  public String insert(Connection connection) throws SQLException {
    if (!connection.isWrapperFor(AuthorsConnection.class)
        || connection.unwrap(AuthorsConnection.class).outbox() != outbox) {
      throw isElsewhere();
    }
    taking.expect();
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
    return Handing.failed(e);
  }
}
