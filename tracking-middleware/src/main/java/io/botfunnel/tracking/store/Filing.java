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

  /** Files all, settled or not. */
  void all(Transaction tx) throws SQLException {
    file(tx, memory.arrivals().all());
  }

  /** Files all and has the database forced: the journal need not tell of them. */
  void allAtOnce(Transaction tx) throws SQLException {
    all(tx);
    tx.mustBeForced();
    tx.journal().clear();
  }

  /** Whether there is something that can be filed well by now. */
  boolean isDue(long nowMs) {
    return memory.arrivals().anySettled() || isOverdue(nowMs);
  }

  /** Files that; how many. */
  int some(Transaction tx) throws SQLException {
    Arrivals arrivals = memory.arrivals();
    List<Arrival> some = isOverdue(tx.nowMs()) ? arrivals.all() : arrivals.settled(SOME);
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
