package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.sql.TransactionWork;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The role of the writer that records: commits reach the device, and other processes are notified.
 */
final class PostgresRecorderRole implements PostgresWriter.Role {
  /** The channel on which others are notified after a commit, with the topic's name. */
  static final String CHANNEL = "botfunnel";

  @Override
  public void opened(Transaction tx) throws SQLException {
    tx.session()
        .all(
            "SELECT CASE current_setting('synchronous_commit') WHEN 'off'"
                + " THEN set_config('synchronous_commit', 'on', false) END",
            row -> true);
  }

  @Override
  public void write(Transaction tx) throws SQLException {
    PostgresBatch.of(tx).write(tx);
    for (Topic topic : tx.due()) {
      tx.session().all("SELECT pg_notify(?, ?)", row -> true, CHANNEL, topic.name());
    }
  }

  @Override
  public @Nullable TransactionWork<@Nullable Void> chore(long nowMs) {
    return null;
  }

  @Override
  public void end(Transaction tx) {
    // Nothing to do
  }
}
