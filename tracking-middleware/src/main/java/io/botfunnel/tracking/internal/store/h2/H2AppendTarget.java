package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.queue.EntryAppender;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.internal.store.table.PurgedTable;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.Optional;

/** Puts new entries into the memtable; they are flushed later. */
final class H2AppendTarget implements EntryAppender.Shelf {
  private final H2State memory;
  private final MemtableFlush filing;

  H2AppendTarget(H2State memory, MemtableFlush filing) {
    this.memory = memory;
    this.filing = filing;
  }

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry arrived = memory.arrivals().of(hash);
    if (arrived != null) {
      return Optional.of(arrived.fingerprint());
    }
    Optional<String> filed = EntryTable.fingerprint(tx.session(), hash);
    return filed.isPresent() ? filed : PurgedTable.fingerprint(tx.session(), hash);
  }

  @Override
  public Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry arrived = memory.arrivals().of(hash);
    return arrived == null
        ? EntryTable.lane(tx.session(), hash)
        : Optional.of(arrived.entry().lane());
  }

  @Override
  public long nextId() {
    return memory.nextId();
  }

  @Override
  public void put(Transaction tx, PendingEntry arrival) throws SQLException {
    filing.makeRoom(tx);
    memory.arrivals().add(tx, arrival);
    memory.tallies().arrived(tx, arrival);
    tx.mayBeDue(arrival.entry().topic());
  }
}
