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
  private final MemtableFlush flush;
  private final Optional<Purger> purger;
  private final H2StagedEvents stagedEvents;
  private boolean more;

  /**
   * Creates the background work.
   *
   * @param purger removes old entries; empty if all entries are kept
   */
  H2Maintenance(H2State memory, Optional<Purger> purger, H2StagedEvents stagedEvents) {
    this.stagedEvents = stagedEvents;
    this.memory = memory;
    this.flush = new MemtableFlush(memory);
    this.purger = purger;
  }

  /** How long the writer must be idle before a step, in milliseconds. */
  long patienceMs(long nowMs) {
    if (more || stagedEvents.isUrgent()) {
      return AT_ONCE_MS;
    }
    if (stagedEvents.isDue() || isPurgingDue(nowMs) || flush.isPressing(nowMs)) {
      return IN_A_GAP_MS;
    }
    return flush.isDue(nowMs) ? SOON_MS : WHEN_IDLE_MS;
  }

  /** Whether there is anything to do now. */
  boolean isDue(long nowMs) {
    return stagedEvents.isDue() || flush.isDue(nowMs) || isPurgingDue(nowMs);
  }

  private boolean isPurgingDue(long nowMs) {
    return purger.isPresent() && purger.get().isDue(nowMs);
  }

  /** Runs one step. */
  @Nullable Void step(Transaction tx) throws SQLException {
    if (stagedEvents.isDue()) {
      return stagedEvents.step(tx);
    }
    int flushed = flush.some(tx);
    more = flushed == 0 && purger.isPresent() && purger.get().step(tx);
    return null;
  }

  /** Whether the memtable is empty, so that the write-ahead log has only flushed entries. */
  boolean isMemtableEmpty() {
    return memory.memtable().isEmpty();
  }

  /** Whether the write-ahead log has grown beyond its limit. */
  boolean isTooLong(WriteAheadLog wal) {
    return wal.grownBytes() > memory.limits().walBytes();
  }

  /** Flushes the whole memtable. */
  @Nullable Void flushAll(Transaction tx) throws SQLException {
    flush.all(tx);
    return null;
  }
}
