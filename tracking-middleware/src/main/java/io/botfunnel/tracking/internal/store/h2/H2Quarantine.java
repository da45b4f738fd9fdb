package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Suspect and quarantined entries in a database that this process owns alone. Used by the writer's
 * thread alone.
 */
final class H2Quarantine {
  private final H2State memory;
  private final MemtableFlush flush;
  private final EntryEditor editor;

  H2Quarantine(H2State memory, MemtableFlush flush, EntryEditor editor) {
    this.memory = memory;
    this.flush = flush;
    this.editor = editor;
  }

  /** Claims quarantined entries that are due. */
  List<Entry> claim(Transaction tx, Topic topic, long latestMs, int limit) throws SQLException {
    List<Entry> claimed = new ArrayList<>();
    for (long id : memory.suspects().due(topic, tx.nowMs(), latestMs)) {
      if (claimed.size() == limit) {
        break;
      }
      Optional<EntryRow> row = EntryRow.of(tx.session(), id).filter(H2Quarantine::canRun);
      if (row.isEmpty()) {
        memory.suspects().ended(tx, id);
      } else if (!memory.claims(topic).contains(row.get().laneNo())) {
        Entry entry = row.get().entry();
        memory.claims(topic).claim(tx, row.get().laneNo(), entry, Prefetched.NOTHING);
        claimed.add(entry);
      }
    }
    return claimed;
  }

  private static boolean canRun(EntryRow row) {
    return row.state() == State.REFUSED && row.body() != null;
  }

  /** Stores a suspicion against an entry, forced to the device. */
  void suspect(Transaction tx, Entry entry, Suspicion suspicion) throws SQLException {
    tx.mustBeForced();
    flushLane(tx, entry);
    memory.suspects().put(tx, entry.id(), entry.topic(), suspicion);
  }

  /**
   * Records that the handler of an entry has ended; a quarantined entry waits again and stays
   * claimed.
   */
  void end(Transaction tx, Entry entry) throws SQLException {
    if (memory.suspects().isQuarantined(entry.id())) {
      Optional<EntryRow> row = EntryRow.of(tx.session(), entry.id());
      if (row.isPresent()) {
        editor.retry(tx, row.get());
      }
    }
    memory.suspects().ended(tx, entry.id());
  }

  /**
   * Quarantines a claimed entry that waits, until the given time. An entry that is quarantined
   * already stays so, with the new time.
   */
  void quarantine(Transaction tx, Entry entry, String reason, long dueAtMs) throws SQLException {
    Suspicion suspicion = memory.suspects().of(entry.id()).orElse(Suspicion.UNPROVEN);
    if (!memory.suspects().isQuarantined(entry.id())) {
      flushLane(tx, entry);
      EntryTable.finish(tx, entry, State.REFUSED, reason);
      CounterChanges.of(tx).add(entry.topic(), State.WAITING.word(), -1);
      CounterChanges.of(tx).add(entry.topic(), State.REFUSED.word(), 1);
    }
    memory.suspects().put(tx, entry.id(), entry.topic(), suspicion.quarantinedUntil(dueAtMs));
  }

  private void flushLane(Transaction tx, Entry entry) throws SQLException {
    if (memory.memtable().contains(entry)) {
      flush.lane(tx, entry.topic(), KeyHash.of(entry.topic(), entry.lane()).high());
    }
  }
}
