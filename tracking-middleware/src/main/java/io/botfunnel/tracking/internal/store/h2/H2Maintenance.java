package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.queue.Purger;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writer's background work on the tables, in small steps between groups of callers' work. */
final class H2Maintenance {
  private static final long AT_ONCE_MS = 0;
  private static final long IN_A_GAP_MS = 1;
  private static final long SOON_MS = 20;
  private static final long WHEN_IDLE_MS = 100;

  private final H2State memory;
  private final MemtableFlush filing;
  private final Optional<Purger> purging;
  private final H2StagedEvents taking;
  private boolean more;

  /**
   * Creates the background work.
   *
   * @param purging removes old entries; empty if all entries are kept
   */
  H2Maintenance(H2State memory, Optional<Purger> purging, H2StagedEvents taking) {
    this.taking = taking;
    this.memory = memory;
    this.filing = new MemtableFlush(memory);
    this.purging = purging;
  }

  /** How long the writer must be idle before a step, in milliseconds. */
  long patienceMs(long nowMs) {
    if (more || taking.isAtOnce()) {
      return AT_ONCE_MS;
    }
    if (taking.isDue() || isPurgingDue(nowMs) || filing.isPressing(nowMs)) {
      return IN_A_GAP_MS;
    }
    return filing.isDue(nowMs) ? SOON_MS : WHEN_IDLE_MS;
  }

  /** Whether there is anything to do now. */
  boolean isDue(long nowMs) {
    return taking.isDue() || filing.isDue(nowMs) || isPurgingDue(nowMs);
  }

  private boolean isPurgingDue(long nowMs) {
    return purging.isPresent() && purging.get().isDue(nowMs);
  }

  /** Runs one step. */
  @Nullable Void step(Transaction tx) throws SQLException {
    if (taking.isDue()) {
      return taking.step(tx);
    }
    int filed = filing.some(tx);
    more = filed == 0 && purging.isPresent() && purging.get().step(tx);
    return null;
  }

  /** Whether the memtable is empty, so that the write-ahead log has only flushed entries. */
  boolean allFiled() {
    return memory.arrivals().isEmpty();
  }

  /** Whether the write-ahead log has grown beyond its limit. */
  boolean isTooLong(WriteAheadLog journal) {
    return journal.grownBytes() > memory.room().journalBytes();
  }

  /** Flushes the whole memtable. */
  @Nullable Void fileAll(Transaction tx) throws SQLException {
    filing.all(tx);
    return null;
  }
}
