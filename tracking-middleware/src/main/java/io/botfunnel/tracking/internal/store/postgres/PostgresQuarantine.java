package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Suspected entries, which several processes may take over, and the quarantined ones among them.
 */
final class PostgresQuarantine {
  /** Entries to look at, since the lanes of the first ones may be held. */
  private static final int A_LOOK = 16;

  private final PostgresSuspects suspects;
  private final PostgresLeases leases;
  private final EntryEditor editor;

  PostgresQuarantine(PostgresSuspects suspects, PostgresLeases leases, EntryEditor editor) {
    this.suspects = suspects;
    this.leases = leases;
    this.editor = editor;
  }

  /** Claims due quarantined entries, leasing their lanes. */
  List<Entry> claim(Transaction tx, Topic topic, long latestMs, int limit) throws SQLException {
    leases.reconcileIfInDoubt(tx);
    List<Entry> claimed = new ArrayList<>();
    for (long id : PostgresSuspects.due(tx.session(), topic, tx.nowMs(), latestMs, A_LOOK)) {
      if (claimed.size() == limit) {
        break;
      }
      Optional<EntryRow> row = EntryRow.of(tx.session(), id).filter(PostgresQuarantine::canRun);
      if (row.isEmpty()) {
        SuspectTable.remove(tx.session(), id);
      } else if (leases.lease(tx, topic, row.get().laneNo(), id)) {
        Entry entry = row.get().entry();
        leases.claims(topic).claim(tx, row.get().laneNo(), entry, Prefetched.NOTHING);
        claimed.add(entry);
      }
    }
    return claimed;
  }

  private static boolean canRun(EntryRow row) {
    return row.state() == State.REFUSED && row.body() != null;
  }

  /** Records what is known against an entry, forced to the device. */
  void suspect(Transaction tx, Entry entry, Suspicion suspicion) throws SQLException {
    tx.mustBeForced();
    suspects.put(tx, entry.id(), entry.topic(), suspicion);
  }

  /** Records that the entry's handler has ended; if quarantined, it waits again, still claimed. */
  void end(Transaction tx, Entry entry) throws SQLException {
    letWait(tx, entry);
    if (suspects.leave(tx, entry.id())) {
      SuspectTable.remove(tx.session(), entry.id());
    }
  }

  /** Lets a quarantined entry wait again, still claimed. */
  void letWait(Transaction tx, Entry entry) throws SQLException {
    if (suspects.isQuarantined(entry.id())) {
      Optional<EntryRow> row = EntryRow.of(tx.session(), entry.id());
      if (row.isPresent()) {
        editor.retry(tx, row.get());
      }
    }
  }
}
