package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.table.PendingEntry;

/** A record of the write-ahead log. */
public sealed interface WalRecord {
  /** An entry was appended. */
  record AppendedEntry(PendingEntry pending) implements WalRecord {}

  /**
   * The handler of an entry has begun, or has ended.
   *
   * @param id the id of the entry
   * @param running 0 once the handler has ended; otherwise it runs
   */
  record Attempted(long id, int running) implements WalRecord {
    public static Attempted begun(long id) {
      return new Attempted(id, 1);
    }

    public static Attempted ended(long id) {
      return new Attempted(id, 0);
    }

    public boolean isBegun() {
      return running > 0;
    }
  }
}
