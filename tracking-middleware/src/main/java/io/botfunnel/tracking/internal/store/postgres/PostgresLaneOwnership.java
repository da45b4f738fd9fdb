package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.EntryEditor.Outcome;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.internal.store.table.SettledTable;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Knows which lanes this process holds, which another one does, and which nobody does. */
final class PostgresLaneOwnership implements EntryEditor.LaneOwnership {
  private static final String WAITS =
      "INSERT INTO lane (lane_no, topic, head_id, due_at_ms) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (lane_no)"
          + " DO UPDATE SET head_id = LEAST(lane.head_id, EXCLUDED.head_id)";

  private static final String LOCK =
      "SELECT COALESCE(lane.worker_id, 0), "
          + PostgresHeartbeat.IS_FREE
          + " FROM lane WHERE lane.lane_no = ? FOR UPDATE";

  private final PostgresHeartbeat worker;
  private final PostgresLeases leases;
  private final PostgresSuspects suspects;
  private final PostgresSettling settling;

  PostgresLaneOwnership(
      PostgresHeartbeat worker,
      PostgresLeases leases,
      PostgresSuspects suspects,
      PostgresSettling settling) {
    this.worker = worker;
    this.leases = leases;
    this.suspects = suspects;
    this.settling = settling;
  }

  /** The worker of a lane, and whether the lane is free. */
  private record Owner(long workerId, boolean free) {}

  @Override
  public void flush(Transaction tx, long laneNo) {
    // Recorded entries are in the tables at once
  }

  /** Locks the lane's row, so that the second of two operators sees what the first did. */
  @Override
  public void reopen(Transaction tx, EntryRow row) throws SQLException {
    Topic topic = row.topic();
    tx.session().update(WAITS, row.laneNo(), topic.name(), row.id(), tx.nowMs());
    leases.claims(topic).waits(tx, row.laneNo(), row.id());
    if (row.nextTrialAtMs() != null) {
      suspects.put(tx, row.id(), topic, Suspicion.UNPROVEN);
    }
    giveBackIfIdle(tx, row);
  }

  @Override
  public boolean isProcessing(EntryRow row) {
    return leases.claims(row.topic()).isProcessing(row.laneNo(), row.id());
  }

  @Override
  public Outcome canRemove(Transaction tx, EntryRow row) throws SQLException {
    settling.write(tx);
    List<Owner> locked =
        tx.session()
            .all(LOCK, lane -> new Owner(lane.getLong(1), lane.getBoolean(2)), row.laneNo());
    if (locked.isEmpty() || SettledTable.has(tx.session(), row.id())) {
      return Outcome.NOT_ALLOWED;
    }
    Owner owner = locked.get(0);
    boolean anothers = !owner.free() && owner.workerId() != worker.id();
    return anothers || isProcessing(row) ? Outcome.BUSY : Outcome.CHANGED;
  }

  @Override
  public void removed(Transaction tx, EntryRow row) throws SQLException {
    leases.claims(row.topic()).removed(tx, row.laneNo(), row.id());
    if (leases.has(row.laneNo())) {
      giveBackIfIdle(tx, row);
    } else {
      advance(tx, row);
    }
  }

  @Override
  public void clearSuspicion(Transaction tx, EntryRow row) throws SQLException {
    SuspectTable.remove(tx.session(), row.id());
  }

  /** Gives a lane back once none of its entries is claimed or read ahead. */
  private void giveBackIfIdle(Transaction tx, EntryRow row) {
    if (!leases.claims(row.topic()).contains(row.laneNo())) {
      leases.giveBack(tx, row.topic(), row.laneNo(), tx.nowMs());
    }
  }

  /** Makes the next entry the lane's head if this one was the first. */
  private static void advance(Transaction tx, EntryRow row) throws SQLException {
    long laneNo = row.laneNo();
    Optional<Long> head = LaneTable.headOf(tx.session(), laneNo);
    if (head.isEmpty()) {
      return;
    }
    OptionalLong next = EntryTable.next(tx.session(), row.topic(), laneNo, head.get());
    if (next.isEmpty()) {
      LaneTable.remove(tx.session(), laneNo);
    } else if (next.getAsLong() > row.id()) {
      LaneTable.advance(tx.session(), laneNo, next.getAsLong(), tx.nowMs());
    }
  }
}
