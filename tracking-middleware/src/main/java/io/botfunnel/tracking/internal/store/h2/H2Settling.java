package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.internal.store.table.SettledTable;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Settles claimed entries, each with its outcome, and lets their lanes go on. */
final class H2Settling {
  private final H2State memory;
  private final MemtableFlush flush;
  private final H2Quarantine quarantine;

  H2Settling(H2State memory, MemtableFlush flush, H2Quarantine quarantine) {
    this.memory = memory;
    this.flush = flush;
    this.quarantine = quarantine;
  }

  void settle(Transaction tx, Settlement settlement) throws SQLException {
    Entry entry = settlement.entry();
    long lane = KeyHash.of(entry.topic(), entry.lane()).high();
    boolean claimed = memory.claims(entry.topic()).isClaimed(lane, entry);
    switch (settlement.result()) {
      case HELD -> {
        if (claimed) {
          memory.claims(entry.topic()).hold(tx, lane, entry, settlement.dueAtMs());
        }
      }
      case LATER -> {
        if (claimed) {
          putOff(tx, settlement, lane);
        }
      }
      case QUARANTINED -> {
        if (claimed) {
          String reason = Objects.requireNonNullElse(settlement.reason(), "");
          quarantine.quarantine(tx, entry, reason, settlement.dueAtMs());
          advanceLane(tx, entry, lane);
        }
      }
      case DELIVERED, DUPLICATE, REFUSED -> {
        quarantine.end(tx, entry);
        finish(tx, settlement, claimed);
        if (claimed) {
          advanceLane(tx, entry, lane);
        }
      }
    }
  }

  private void putOff(Transaction tx, Settlement settlement, long lane) throws SQLException {
    Entry entry = settlement.entry();
    if (memory.memtable().contains(entry)) {
      flush.lane(tx, entry.topic(), lane);
    }
    EntryTable.putOff(tx.session(), entry, settlement.reason());
    LaneTable.putOff(tx.session(), lane, settlement.dueAtMs());
    memory.claims(entry.topic()).release(tx, lane);
  }

  private void finish(Transaction tx, Settlement settlement, boolean claimed) throws SQLException {
    Entry entry = settlement.entry();
    State state = settlement.result().state();
    if (memory.memtable().contains(entry)) {
      memory.memtable().settle(tx, memory.counters(), entry, state, settlement.reason());
    } else if (claimed || !SettledTable.has(tx.session(), entry.id())) {
      // A claimed entry still waits: checking that would cost as much as the rest.
      EntryTable.finish(tx, entry, state, settlement.reason());
      CounterChanges.of(tx).add(entry.topic(), State.WAITING.word(), -1);
      CounterChanges.of(tx).add(entry.topic(), state.word(), 1);
    }
  }

  private void advanceLane(Transaction tx, Entry entry, long lane) throws SQLException {
    Prefetched ahead = memory.claims(entry.topic()).done(tx, lane);
    if (!ahead.isEmpty()) {
      return;
    }
    if (ahead.all()) {
      memory.laneIsEmpty(tx, entry.topic(), lane);
      return;
    }
    Optional<Long> head = LaneTable.headOf(tx.session(), lane);
    if (head.isPresent()) {
      endRun(tx, entry.topic(), new LaneTable.Due(lane, head.get(), tx.nowMs()));
    }
  }

  /** Moves the lane behind the others, or removes its row if no entry waits in it any more. */
  private void endRun(Transaction tx, Topic topic, LaneTable.Due lane) throws SQLException {
    List<Entry> next = EntryTable.run(tx.session(), topic, lane, 1);
    if (next.isEmpty()) {
      memory.laneIsEmpty(tx, topic, lane.laneNo());
    } else {
      LaneTable.advance(tx.session(), lane.laneNo(), next.get(0).id(), tx.nowMs());
    }
  }
}
