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
final class H2AppendTarget implements EntryAppender.Target {
  private final H2State memory;
  private final MemtableFlush flush;

  H2AppendTarget(H2State memory, MemtableFlush flush) {
    this.memory = memory;
    this.flush = flush;
  }

  @Override
  public Optional<String> fingerprint(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry pending = memory.memtable().of(hash);
    if (pending != null) {
      return Optional.of(pending.fingerprint());
    }
    Optional<String> inTable = EntryTable.fingerprint(tx.session(), hash);
    return inTable.isPresent() ? inTable : PurgedTable.fingerprint(tx.session(), hash);
  }

  @Override
  public Optional<String> lane(Transaction tx, Topic topic, String key) throws SQLException {
    KeyHash hash = KeyHash.of(topic, key);
    PendingEntry pending = memory.memtable().of(hash);
    return pending == null
        ? EntryTable.lane(tx.session(), hash)
        : Optional.of(pending.entry().lane());
  }

  @Override
  public long nextId() {
    return memory.nextId();
  }

  @Override
  public void put(Transaction tx, PendingEntry pending) throws SQLException {
    flush.oldestIfFull(tx);
    memory.memtable().add(tx, pending);
    memory.counters().appended(tx, pending);
    tx.mayBeDue(pending.entry().topic());
  }
}
