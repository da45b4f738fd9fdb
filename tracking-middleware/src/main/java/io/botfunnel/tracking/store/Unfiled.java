package io.botfunnel.tracking.store;

import io.botfunnel.tracking.store.JournalRecord.Arrived;
import io.botfunnel.tracking.store.JournalRecord.Attempted;
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
 * What the journal tells and the database does not know: what arrived and was not filed before a
 * crash, and which handlers were running.
 */
final class Unfiled {
  private final Session session;
  private final Map<Long, Arrival> arrivals = new LinkedHashMap<>();
  private final Set<Long> running = new LinkedHashSet<>();

  private Unfiled(Session session) {
    this.session = session;
  }

  static Unfiled of(Session session, Journal journal) throws SQLException, IOException {
    Unfiled unfiled = new Unfiled(session);
    journal.read(unfiled::sift);
    return unfiled;
  }

  /** What arrived, in order. */
  Collection<Arrival> arrivals() {
    return arrivals.values();
  }

  /** Entries whose handlers began and did not end, filed or not. */
  Set<Long> running() {
    return running;
  }

  private void sift(List<JournalRecord> group) throws SQLException {
    Set<Long> filed = EntryTable.known(session, idsOf(group));
    for (JournalRecord record : group) {
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

  private static LongSummaryStatistics idsOf(List<JournalRecord> group) {
    return group.stream()
        .filter(Arrived.class::isInstance)
        .mapToLong(record -> ((Arrived) record).arrival().entry().id())
        .summaryStatistics();
  }
}
