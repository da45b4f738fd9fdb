package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.FunnelCounting;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import io.botfunnel.tracking.internal.store.table.TerminalState;
import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.List;

/**
 * Files what arrived as entries, where they stay and can be looked up: in the gaps, oldest first,
 * or once they are settled. What arrives in a transaction is never filed by it: the journal, which
 * comes after the commit, may yet fail and so undo it.
 */
final class MemtableFlush {
  /** What waits for an answer is left so long: most likely it can be filed with its end. */
  private static final long PATIENCE_MS = 1_000;

  /** What settled is filed together with so many: they share a commit, and funnel and counters. */
  private static final int TOGETHER = 8;

  /** As many as a hook that comes meanwhile can wait for unnoticed. */
  private static final int SOME = 50;

  /** Where appending has to wait for it: so many at a time cost less. */
  private static final int A_CHUNK = 200;

  /** As many as are filed within a few hundredths of a second. */
  private static final int FEW = 500;

  private final H2State memory;

  MemtableFlush(H2State memory) {
    this.memory = memory;
  }

  /** Files all, settled or not. */
  void all(Transaction tx) throws SQLException {
    file(tx, memory.arrivals().upTo(tx.lastIdBefore(), Integer.MAX_VALUE));
  }

  /** Files all where they are few: whoever looks then sees them, and holds nobody up. */
  void few(Transaction tx) throws SQLException {
    if (memory.arrivals().size() <= FEW) {
      all(tx);
    }
  }

  /** Files the oldest; whether there was any. */
  boolean oldest(Transaction tx) throws SQLException {
    List<PendingEntry> oldest = memory.arrivals().upTo(tx.lastIdBefore(), A_CHUNK);
    file(tx, oldest);
    return !oldest.isEmpty();
  }

  /** Files what waits in a lane. */
  void lane(Transaction tx, Topic topic, long lane) throws SQLException {
    file(
        tx,
        memory.arrivals().lanes(topic).of(lane).stream()
            .filter(arrival -> arrival.entry().id() <= tx.lastIdBefore())
            .toList());
  }

  /** Files what is in a lane, settled or not: it looks at all that arrived. */
  void laneSettledOrNot(Transaction tx, long lane) throws SQLException {
    file(
        tx,
        memory.arrivals().upTo(tx.lastIdBefore(), Integer.MAX_VALUE).stream()
            .filter(arrival -> arrival.laneNo() == lane)
            .toList());
  }

  /** Files the one of this key, if it is here and settled. */
  void settled(Transaction tx, KeyHash key) throws SQLException {
    PendingEntry arrival = memory.arrivals().of(key);
    if (arrival != null && !arrival.waits() && arrival.entry().id() <= tx.lastIdBefore()) {
      file(tx, List.of(arrival));
    }
  }

  /** Files the oldest where there is no room for more. */
  void makeRoom(Transaction tx) throws SQLException {
    if (memory.arrivals().full()) {
      file(tx, memory.arrivals().upTo(tx.lastIdBefore(), A_CHUNK));
    }
  }

  /** Whether there is something that can be filed well by now. */
  boolean isDue(long nowMs) {
    return memory.arrivals().settled() > 0 || isOverdue(nowMs);
  }

  /** Whether that is not to wait for others like it. */
  boolean isPressing(long nowMs) {
    return memory.arrivals().settled() >= TOGETHER || isOverdue(nowMs);
  }

  /** Files that; how many. */
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
    // A clock that was set back must not keep them.
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
