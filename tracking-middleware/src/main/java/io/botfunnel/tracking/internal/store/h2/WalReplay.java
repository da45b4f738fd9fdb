package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.wal.WalRecord;
import io.botfunnel.tracking.internal.store.h2.wal.WalRecord.Arrived;
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
  private final Map<Long, PendingEntry> arrivals = new LinkedHashMap<>();
  private final Set<Long> running = new LinkedHashSet<>();

  private WalReplay(Session session) {
    this.session = session;
  }

  static WalReplay of(Session session, WriteAheadLog journal) throws SQLException, IOException {
    WalReplay unfiled = new WalReplay(session);
    journal.read(unfiled::sift);
    return unfiled;
  }

  /** The entries that were not flushed, in order. */
  Collection<PendingEntry> arrivals() {
    return arrivals.values();
  }

  /** Entries whose handlers began and did not end, flushed or not. */
  Set<Long> running() {
    return running;
  }

  private void sift(List<WalRecord> group) throws SQLException {
    Set<Long> filed = EntryTable.known(session, idsOf(group));
    for (WalRecord record : group) {
      if (record instanceof Arrived arrived) {
        long id = arrived.arrival().entry().id();
        if (!filed.contains(id)) {
          arrivals.putIfAbsent(id, arrived.arrival());
        }
      } else if (record instanceof Attempted attempted) {
        noted(attempted);
      }
    }
  }

  private void noted(Attempted attempted) {
    if (attempted.isBegun()) {
      running.add(attempted.id());
    } else {
      running.remove(attempted.id());
    }
  }

  private static LongSummaryStatistics idsOf(List<WalRecord> group) {
    return group.stream()
        .filter(Arrived.class::isInstance)
        .mapToLong(record -> ((Arrived) record).arrival().entry().id())
        .summaryStatistics();
  }
}
