package io.botfunnel.tracking.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the writer does for the tables while nobody waits for it, in small steps. */
final class Upkeep {
  private static final long AT_ONCE_MS = 0;
  private static final long IN_A_GAP_MS = 1;
  private static final long WHEN_IDLE_MS = 100;

  /** Read and filed within a second after a crash. */
  private static final long LONGEST_JOURNAL = 8L << 20;

  private final Memory memory;
  private final Filing filing;
  private final Purging purging;
  private boolean more;

  Upkeep(Memory memory, Retention retention) {
    this.memory = memory;
    this.filing = new Filing(memory);
    this.purging = new Purging(retention);
  }

  /** After how much idleness a step is to be done. */
  long patienceMs(long nowMs) {
    if (more) {
      return AT_ONCE_MS;
    }
    return filing.isDue(nowMs) || purging.isDue(nowMs) ? IN_A_GAP_MS : WHEN_IDLE_MS;
  }

  /** Whether there is anything to do now. */
  boolean isDue(long nowMs) {
    return filing.isDue(nowMs) || purging.isDue(nowMs);
  }

  /** One step. */
  @Nullable Void step(Transaction tx) throws SQLException {
    int filed = filing.some(tx);
    more = filed == 0 && purging.step(tx);
    return null;
  }

  /** Whether what a crash would leave to be filed is too much. */
  boolean isUrgent(long journalBytes) {
    return journalBytes > LONGEST_JOURNAL || memory.arrivals().full();
  }

  /** Files all, forced to the device; the action follows then. */
  @Nullable Void fileAll(Transaction tx, Runnable andThen) throws SQLException {
    filing.all(tx);
    tx.mustBeForced();
    tx.afterCommit(andThen);
    return null;
  }
}
