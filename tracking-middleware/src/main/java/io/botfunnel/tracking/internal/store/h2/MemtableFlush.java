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
    write(tx, memory.memtable().upTo(tx.lastIdBefore(), Integer.MAX_VALUE));
  }

  /** Flushes all entries if they are few, so that the caller sees them and delays no one. */
  void few(Transaction tx) throws SQLException {
    if (memory.memtable().size() <= FEW) {
      all(tx);
    }
  }

  /** Flushes the oldest entries; returns whether there were any. */
  boolean oldest(Transaction tx) throws SQLException {
    List<PendingEntry> oldest = memory.memtable().upTo(tx.lastIdBefore(), A_CHUNK);
    write(tx, oldest);
    return !oldest.isEmpty();
  }

  /** Flushes the waiting entries of a lane. */
  void lane(Transaction tx, Topic topic, long lane) throws SQLException {
    write(
        tx,
        memory.memtable().lanes(topic).of(lane).stream()
            .filter(pending -> pending.entry().id() <= tx.lastIdBefore())
            .toList());
  }

  /** Flushes all entries of a lane, settled or not; this scans the whole memtable. */
  void laneSettledOrNot(Transaction tx, long lane) throws SQLException {
    write(
        tx,
        memory.memtable().upTo(tx.lastIdBefore(), Integer.MAX_VALUE).stream()
            .filter(pending -> pending.laneNo() == lane)
            .toList());
  }

  /** Flushes the entry of this key, if it is here and settled. */
  void settled(Transaction tx, KeyHash key) throws SQLException {
    PendingEntry pending = memory.memtable().of(key);
    if (pending != null && !pending.waits() && pending.entry().id() <= tx.lastIdBefore()) {
      write(tx, List.of(pending));
    }
  }

  /** Flushes the oldest entries if the memtable is full. */
  void oldestIfFull(Transaction tx) throws SQLException {
    if (memory.memtable().full()) {
      write(tx, memory.memtable().upTo(tx.lastIdBefore(), A_CHUNK));
    }
  }

  /** Whether a flush is worth while now. */
  boolean isDue(long nowMs) {
    return memory.memtable().settled() > 0 || isOverdue(nowMs);
  }

  /** Whether a flush should not wait for more entries. */
  boolean isPressing(long nowMs) {
    return memory.memtable().settled() >= TOGETHER || isOverdue(nowMs);
  }

  /** Flushes the entries that are ready for it; returns their number. */
  int some(Transaction tx) throws SQLException {
    Memtable memtable = memory.memtable();
    List<PendingEntry> some =
        isOverdue(tx.nowMs()) ? memtable.upTo(tx.lastIdBefore(), SOME) : memtable.settled(SOME);
    write(tx, some);
    return some.size();
  }

  private boolean isOverdue(long nowMs) {
    if (memory.memtable().isEmpty()) {
      return false;
    }
    long ageMs = nowMs - memory.memtable().oldestAtMs();
    // A clock that was set back must not delay the flush.
    return ageMs > PATIENCE_MS || ageMs < 0;
  }

  private void write(Transaction tx, List<PendingEntry> some) throws SQLException {
    for (PendingEntry pending : some) {
      Entry entry = pending.entry();
      EntryTable.insert(tx.session(), pending);
      memory.counters().flushed(tx, pending);
      FunnelCounting.countWritten(tx, pending);
      if (pending.settledAtMs() != null) {
        TerminalState.write(tx, entry, pending.state(), pending.reason(), pending.settledAtMs());
      } else {
        long dueAtMs = Math.min(entry.appendedAtMs(), tx.nowMs());
        memory.waits(tx, entry.topic(), pending.laneNo(), entry.id(), dueAtMs);
      }
    }
    memory.memtable().remove(tx, some);
  }
}
