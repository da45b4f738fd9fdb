package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Entry;
import java.sql.SQLException;
import java.util.List;

/**
 * Files what arrived as entries, where they stay and can be looked up: in bulk, which costs a
 * fraction of filing each as it comes.
 */
final class Filing {
  /** What waits for an answer is left so long: most likely it can be filed with its end. */
  private static final long PATIENCE_MS = 1_000;

  /** As many as a hook that comes meanwhile can wait for unnoticed. */
  private static final int SOME = 50;

  private final Memory memory;

  Filing(Memory memory) {
    this.memory = memory;
  }

  /**
   * Files all that arrived before this transaction, settled or not. What arrives in it is filed
   * later: the journal, which comes after the commit, may yet fail and so undo it.
   */
  void all(Transaction tx) throws SQLException {
    file(tx, memory.arrivals().upTo(tx.lastIdBefore()));
  }

  /** Whether there is something that can be filed well by now. */
  boolean isDue(long nowMs) {
    return memory.arrivals().anySettled() || isOverdue(nowMs);
  }

  /** Files that; how many. */
  int some(Transaction tx) throws SQLException {
    Arrivals arrivals = memory.arrivals();
    List<Arrival> some =
        isOverdue(tx.nowMs()) ? arrivals.upTo(tx.lastIdBefore()) : arrivals.settled(SOME);
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

  private void file(Transaction tx, List<Arrival> some) throws SQLException {
    for (Arrival arrival : some) {
      EntryTable.insert(tx.session(), arrival);
      memory.tallies().filed(tx, arrival);
      if (arrival.waits()) {
        waits(tx, arrival.entry(), arrival.laneNo());
      }
    }
    memory.arrivals().remove(tx, some);
  }

  private void waits(Transaction tx, Entry entry, long lane) throws SQLException {
    long dueAtMs = Math.min(entry.appendedAtMs(), tx.nowMs());
    LaneTable.waits(tx.session(), entry.topic(), lane, entry.id(), dueAtMs);
    memory.claims(entry.topic()).waits(tx, lane, entry.id());
  }
}
