package io.botfunnel.tracking.internal.store.h2.wal;

import io.botfunnel.tracking.internal.store.sql.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The records that a transaction adds to the write-ahead log when it commits. */
public final class WalBatch {
  private final List<WalRecord> forced = new ArrayList<>();
  private final List<WalRecord> unforced = new ArrayList<>();

  public static WalBatch of(Transaction tx) {
    return tx.part(WalBatch.class, WalBatch::new);
  }

  /** Adds a record that is forced to the device before the transaction's callers are notified. */
  public void addForced(WalRecord record) {
    forced.add(record);
  }

  /** Adds a record without forcing it: it survives a kill of the process, but not a power cut. */
  public void addUnforced(WalRecord record) {
    unforced.add(record);
  }

  public List<WalRecord> forced() {
    return forced;
  }

  public List<WalRecord> unforced() {
    return unforced;
  }
}
