package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.AppendedEntry;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Attempted;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.PendingEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;

/**
 * What the write-ahead log has and the database lacks: entries that were not flushed before a
 * crash, and handlers that were running.
 */
final class WalReplay {
  private final Session session;
  private final Map<Long, PendingEntry> entries = new LinkedHashMap<>();
  private final Set<Long> running = new LinkedHashSet<>();

  private WalReplay(Session session) {
    this.session = session;
  }

  static WalReplay of(Session session, WriteAheadLog wal) throws SQLException, IOException {
    WalReplay replay = new WalReplay(session);
    wal.read(replay::addUnflushed);
    return replay;
  }

  /** The entries that were not flushed, in order. */
  Collection<PendingEntry> entries() {
    return entries.values();
  }

  /** Entries whose handlers began and did not end, flushed or not. */
  Set<Long> running() {
    return running;
  }

  private void addUnflushed(List<WalRecord> group) throws SQLException {
    Set<Long> flushed = EntryTable.known(session, idsOf(group));
    for (WalRecord record : group) {
      if (record instanceof AppendedEntry appended) {
        long id = appended.pending().entry().id();
        if (!flushed.contains(id)) {
          entries.putIfAbsent(id, appended.pending());
        }
      } else if (record instanceof Attempted attempted) {
        apply(attempted);
      }
    }
  }

  private void apply(Attempted attempted) {
    if (attempted.isBegun()) {
      running.add(attempted.id());
    } else {
      running.remove(attempted.id());
    }
  }

  private static LongSummaryStatistics idsOf(List<WalRecord> group) {
    return group.stream()
        .filter(AppendedEntry.class::isInstance)
        .mapToLong(record -> ((AppendedEntry) record).pending().entry().id())
        .summaryStatistics();
  }
}
