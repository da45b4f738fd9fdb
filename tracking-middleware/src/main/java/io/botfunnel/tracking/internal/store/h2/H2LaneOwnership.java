package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.queue.EntryEditor;
import io.botfunnel.tracking.internal.store.queue.EntryEditor.Outcome;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryRow;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Ownership of lanes when there is one process: a lane is claimed by this process or by none. */
final class H2LaneOwnership implements EntryEditor.LaneOwnership {
  private final H2State memory;
  private final MemtableFlush flush;

  H2LaneOwnership(H2State memory, MemtableFlush flush) {
    this.memory = memory;
    this.flush = flush;
  }

  @Override
  public void flush(Transaction tx, long laneNo) throws SQLException {
    flush.laneSettledOrNot(tx, laneNo);
  }

  @Override
  public void reopen(Transaction tx, EntryRow row) throws SQLException {
    flush.lane(tx, row.topic(), row.laneNo());
    memory.waits(tx, row.topic(), row.laneNo(), row.id(), tx.nowMs());
    if (memory.suspects().isQuarantined(row.id())) {
      memory.suspects().put(tx, row.id(), row.topic(), Suspicion.UNPROVEN);
    }
  }

  @Override
  public boolean isProcessing(EntryRow row) {
    return memory.claims(row.topic()).isProcessing(row.laneNo(), row.id());
  }

  @Override
  public Outcome canRemove(Transaction tx, EntryRow row) {
    return isProcessing(row) ? Outcome.BUSY : Outcome.CHANGED;
  }

  @Override
  public void removed(Transaction tx, EntryRow row) throws SQLException {
    Claims claims = memory.claims(row.topic());
    claims.removed(tx, row.laneNo(), row.id());
    if (!claims.contains(row.laneNo())) {
      advanceHead(tx, row);
    }
  }

  @Override
  public void clearSuspicion(Transaction tx, EntryRow row) throws SQLException {
    memory.suspects().ended(tx, row.id());
  }

  /** If the entry was the head of its lane, makes the next entry the head. */
  private void advanceHead(Transaction tx, EntryRow row) throws SQLException {
    long laneNo = row.laneNo();
    Optional<Long> head = LaneTable.headOf(tx.session(), laneNo);
    if (head.isEmpty()) {
      return;
    }
    memory.dueLanes(row.topic()).forget(laneNo);
    OptionalLong next = EntryTable.next(tx.session(), row.topic(), laneNo, head.get());
    if (next.isEmpty()) {
      memory.laneIsEmpty(tx, row.topic(), laneNo);
    } else if (next.getAsLong() > row.id()) {
      LaneTable.advance(tx.session(), laneNo, next.getAsLong(), tx.nowMs());
    }
  }
}
