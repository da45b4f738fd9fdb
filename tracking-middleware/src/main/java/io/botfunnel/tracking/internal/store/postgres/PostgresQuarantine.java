package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Suspicion;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Suspects that several processes may take over, and those of them that are quarantined. */
final class PostgresQuarantine {
  /** Looked at where the first ones' lanes are in somebody's hands. */
  private static final int A_LOOK = 16;

  private final PostgresSuspects suspects;
  private final PostgresLeases leases;
  private final EntryEditor mender;

  PostgresQuarantine(PostgresSuspects suspects, PostgresLeases leases, EntryEditor mender) {
    this.suspects = suspects;
    this.leases = leases;
    this.mender = mender;
  }

  /** Claims quarantined entries that are due, in lanes that it leases for them. */
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

  /** Writes what is known against an entry, for good. */
  void suspect(Transaction tx, Entry entry, Suspicion suspicion) throws SQLException {
    tx.mustBeForced();
    suspects.put(tx, entry.id(), entry.topic(), suspicion);
  }

  /** Its handler has ended: one that is quarantined waits again, claimed as it is. */
  void end(Transaction tx, Entry entry) throws SQLException {
    letWait(tx, entry);
    if (suspects.leaves(tx, entry.id())) {
      SuspectTable.remove(tx.session(), entry.id());
    }
  }

  /** One that is quarantined waits again, claimed as it is. */
  void letWait(Transaction tx, Entry entry) throws SQLException {
    if (suspects.isQuarantined(entry.id())) {
      Optional<EntryRow> row = EntryRow.of(tx.session(), entry.id());
      if (row.isPresent()) {
        mender.sendAgain(tx, row.get());
      }
    }
  }
}
