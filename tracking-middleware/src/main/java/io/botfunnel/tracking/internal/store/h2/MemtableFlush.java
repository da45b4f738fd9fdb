package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FunnelCounting;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.internal.store.table.TerminalState;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes entries of the memtable into the tables: oldest first while the writer is idle, or once
 * they are settled. A transaction never flushes its own appends, because the write-ahead log is
 * written after the commit and may fail, which undoes them.
 */
final class MemtableFlush {
  /**
   * Waiting entries are left this long: most likely they are settled by then and flushed in their
   * final state.
   */
  private static final long PATIENCE_MS = 1_000;

  /**
   * This many settled entries are flushed at once: they share a commit and the writes to funnel and
   * counters.
   */
  private static final int TOGETHER = 8;

  /** Few enough that a hook does not notice having to wait for them. */
  private static final int SOME = 50;

  /** If appending has to wait for a flush, this many at a time cost less. */
  private static final int A_CHUNK = 200;

  /** As many as are flushed within a few hundredths of a second. */
  private static final int FEW = 500;

  private final H2State memory;

  MemtableFlush(H2State memory) {
    this.memory = memory;
  }

  /** Flushes all entries, settled or not. */
  void all(Transaction tx) throws SQLException {
    file(tx, memory.arrivals().upTo(tx.lastIdBefore(), Integer.MAX_VALUE));
  }

  /** Flushes all entries if they are few, so that the caller sees them and delays no one. */
  void few(Transaction tx) throws SQLException {
    if (memory.arrivals().size() <= FEW) {
      all(tx);
    }
  }

  /** Flushes the oldest entries; returns whether there were any. */
  boolean oldest(Transaction tx) throws SQLException {
    List<PendingEntry> oldest = memory.arrivals().upTo(tx.lastIdBefore(), A_CHUNK);
    file(tx, oldest);
    return !oldest.isEmpty();
  }

  /** Flushes the waiting entries of a lane. */
  void lane(Transaction tx, Topic topic, long lane) throws SQLException {
    file(
        tx,
        memory.arrivals().lanes(topic).of(lane).stream()
            .filter(arrival -> arrival.entry().id() <= tx.lastIdBefore())
            .toList());
  }

  /** Flushes all entries of a lane, settled or not; this scans the whole memtable. */
  void laneSettledOrNot(Transaction tx, long lane) throws SQLException {
    file(
        tx,
        memory.arrivals().upTo(tx.lastIdBefore(), Integer.MAX_VALUE).stream()
            .filter(arrival -> arrival.laneNo() == lane)
            .toList());
  }

  /** Flushes the entry of this key, if it is here and settled. */
  void settled(Transaction tx, KeyHash key) throws SQLException {
    PendingEntry arrival = memory.arrivals().of(key);
    if (arrival != null && !arrival.waits() && arrival.entry().id() <= tx.lastIdBefore()) {
      file(tx, List.of(arrival));
    }
  }

  /** Flushes the oldest entries if the memtable is full. */
  void makeRoom(Transaction tx) throws SQLException {
    if (memory.arrivals().full()) {
      file(tx, memory.arrivals().upTo(tx.lastIdBefore(), A_CHUNK));
    }
  }

  /** Whether a flush is worth while now. */
  boolean isDue(long nowMs) {
    return memory.arrivals().settled() > 0 || isOverdue(nowMs);
  }

  /** Whether a flush should not wait for more entries. */
  boolean isPressing(long nowMs) {
    return memory.arrivals().settled() >= TOGETHER || isOverdue(nowMs);
  }

  /** Flushes the entries that are ready for it; returns their number. */
  int some(Transaction tx) throws SQLException {
    Memtable arrivals = memory.arrivals();
    List<PendingEntry> some =
        isOverdue(tx.nowMs()) ? arrivals.upTo(tx.lastIdBefore(), SOME) : arrivals.settled(SOME);
    file(tx, some);
    return some.size();
  }

  private boolean isOverdue(long nowMs) {
    if (memory.arrivals().isEmpty()) {
      return false;
    }
    long ageMs = nowMs - memory.arrivals().oldestAtMs();
    // A clock that was set back must not delay the flush.
    return ageMs > PATIENCE_MS || ageMs < 0;
  }

  private void file(Transaction tx, List<PendingEntry> some) throws SQLException {
    for (PendingEntry arrival : some) {
      Entry entry = arrival.entry();
      EntryTable.insert(tx.session(), arrival);
      memory.tallies().filed(tx, arrival);
      FunnelCounting.filed(tx, arrival);
      if (arrival.settledAtMs() != null) {
        TerminalState.write(tx, entry, arrival.state(), arrival.reason(), arrival.settledAtMs());
      } else {
        long dueAtMs = Math.min(entry.appendedAtMs(), tx.nowMs());
        memory.waits(tx, entry.topic(), arrival.laneNo(), entry.id(), dueAtMs);
      }
    }
    memory.arrivals().remove(tx, some);
  }
}
