package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Appends new entries to the tables, within the caller's transaction. */
final class PostgresAppendTarget implements EntryAppender.Target {
  private static final String KNOWN =
      "SELECT fingerprint FROM entry WHERE key_high = ? AND key_low = ?"
          + " UNION ALL SELECT fingerprint FROM purged WHERE key_high = ? AND key_low = ?";

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry pending = PostgresBatch.of(tx).find(hash);
    return pending == null
        ? tx.session()
            .first(KNOWN, row -> row.getString(1), hash.high(), hash.low(), hash.high(), hash.low())
        : Optional.of(pending.fingerprint());
  }

  @Override
  public Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry pending = PostgresBatch.of(tx).find(hash);
    return pending == null
        ? EntryTable.lane(tx.session(), hash)
        : Optional.of(pending.entry().lane());
  }

  /** The id is drawn when the entry is written, once its lane is locked. */
  @Override
  public long nextId() {
    return 0;
  }

  @Override
  public void put(Transaction tx, PendingEntry added) {
    PostgresBatch.of(tx).add(added);
  }
}
