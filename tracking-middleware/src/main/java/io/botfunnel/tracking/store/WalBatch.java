package io.botfunnel.tracking.store;

import java.util.ArrayList;
import java.util.List;

/** The records that a transaction adds to the write-ahead log when it commits. */
final class WalBatch {
  private final List<JournalRecord> forced = new ArrayList<>();
  private final List<JournalRecord> unforced = new ArrayList<>();

  static WalBatch of(Transaction tx) {
    return tx.part(WalBatch.class, WalBatch::new);
  }

  /** Adds a record that is forced to the device before the transaction's callers hear of it. */
  void force(JournalRecord record) {
    forced.add(record);
  }

  /** Adds a record that outlives the process, though not the machine: nothing is forced for it. */
  void note(JournalRecord record) {
    unforced.add(record);
  }

  List<JournalRecord> forced() {
    return forced;
  }

  List<JournalRecord> unforced() {
    return unforced;
  }
}
