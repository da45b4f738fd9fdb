package io.botfunnel.tracking.store;

import io.botfunnel.tracking.store.JournalRecord.Arrived;
import io.botfunnel.tracking.store.JournalRecord.Attempted;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;

/** What the journal tells and the database does not know: a crash came before it was filed. */
final class Unfiled {
  private final Session session;
  private final Set<Long> ids = new HashSet<>();
  private final List<JournalRecord> records = new ArrayList<>();

  private Unfiled(Session session) {
    this.session = session;
  }

  static List<JournalRecord> of(Session session, Journal journal) throws SQLException, IOException {
    Unfiled unfiled = new Unfiled(session);
    journal.read(unfiled::sift);
    return unfiled.records;
  }

  private void sift(List<JournalRecord> group) throws SQLException {
    Set<Long> filed = EntryTable.known(session, idsOf(group));
    for (JournalRecord record : group) {
      if (record instanceof Arrived arrived) {
        long id = arrived.arrival().entry().id();
        if (!filed.contains(id) && ids.add(id)) {
          records.add(record);
        }
      } else if (record instanceof Attempted attempted && ids.contains(attempted.id())) {
        records.add(record);
      }
    }
  }

  private static LongSummaryStatistics idsOf(List<JournalRecord> group) {
    return group.stream()
        .filter(Arrived.class::isInstance)
        .mapToLong(record -> ((Arrived) record).arrival().entry().id())
        .summaryStatistics();
  }
}
