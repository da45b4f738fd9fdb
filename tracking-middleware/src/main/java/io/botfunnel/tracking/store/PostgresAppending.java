package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Appended;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.NewEntry;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appends to the tables at once, in the transaction in which it is told: nothing is kept aside. */
final class PostgresAppending implements Appending {
  private static final String KNOWN =
      "SELECT fingerprint FROM entry WHERE key_high = ? AND key_low = ?"
          + " UNION ALL SELECT fingerprint FROM purged WHERE key_high = ? AND key_low = ?";

  /** Given when it is written. */
  private static final long NO_ID = 0;

  @Override
  public Appended append(Transaction tx, NewEntry entry, @Nullable String setAside)
      throws SQLException {
    Optional<String> known = fingerprint(tx, entry.topic(), entry.key());
    if (known.isPresent()) {
      return known.get().equals(entry.fingerprint()) ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    String reason = BodyLength.reason(entry, setAside);
    Arrival arrival = arrivalOf(entry, tx.nowMs());
    add(tx, reason == null ? arrival : arrival.settled(State.REFUSED, reason, tx.nowMs()));
    return Appended.QUEUED;
  }

  @Override
  public Appended note(Transaction tx, NewEntry entry) throws SQLException {
    if (fingerprint(tx, entry.topic(), entry.key()).isPresent()) {
      return Appended.DUPLICATE;
    }
    add(tx, arrivalOf(entry, tx.nowMs()).settled(State.DELIVERED, null, tx.nowMs()));
    return Appended.QUEUED;
  }

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    Hash hash = Hash.of(topic, key);
    Arrival pending = PostgresBatch.of(tx).find(hash);
    return pending == null
        ? tx.session()
            .first(KNOWN, row -> row.getString(1), hash.high(), hash.low(), hash.high(), hash.low())
        : Optional.of(pending.fingerprint());
  }

  private static void add(Transaction tx, Arrival arrival) {
    Entry entry = arrival.entry();
    PostgresBatch.of(tx).add(Hash.of(entry.topic(), entry.key()), arrival);
  }

  private static Arrival arrivalOf(NewEntry entry, long nowMs) {
    return Arrival.waiting(
        new Entry(
            NO_ID, entry.topic(), entry.lane(), entry.kind(), entry.key(), entry.body(), 0, nowMs),
        entry.fingerprint());
  }
}
