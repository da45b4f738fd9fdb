package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Takes what is new into the tables, in the transaction in which it is told. */
final class PostgresShelf implements Appending.Shelf {
  private static final String KNOWN =
      "SELECT fingerprint FROM entry WHERE key_high = ? AND key_low = ?"
          + " UNION ALL SELECT fingerprint FROM purged WHERE key_high = ? AND key_low = ?";

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    Hash hash = Hash.of(topic, key);
    Arrival pending = PostgresBatch.of(tx).find(hash);
    return pending == null
        ? tx.session()
            .first(KNOWN, row -> row.getString(1), hash.high(), hash.low(), hash.high(), hash.low())
        : Optional.of(pending.fingerprint());
  }

  @Override
  public Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    Hash hash = Hash.of(topic, key);
    Arrival pending = PostgresBatch.of(tx).find(hash);
    return pending == null
        ? EntryTable.lane(tx.session(), hash)
        : Optional.of(pending.entry().lane());
  }

  /** Drawn when it is written, once its lane is locked. */
  @Override
  public long nextId() {
    return 0;
  }

  @Override
  public void put(Transaction tx, Arrival arrival) {
    PostgresBatch.of(tx).add(arrival);
  }
}
