package io.botfunnel.tracking.store;

import io.botfunnel.tracking.store.JournalRecord.Arrived;
import io.botfunnel.tracking.store.JournalRecord.Attempted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the journal tells and the database does not know: a crash came before it was filed. */
final class Unfiled {
  private Unfiled() {}

  static List<JournalRecord> of(Session session, List<JournalRecord> journal) throws SQLException {
    Set<Long> ids = new HashSet<>();
    List<JournalRecord> unfiled = new ArrayList<>();
    for (JournalRecord record : journal) {
      if (record instanceof Arrived arrived) {
        long id = arrived.arrival().entry().id();
        if (!EntryTable.knows(session, id) && ids.add(id)) {
          unfiled.add(record);
        }
      } else if (record instanceof Attempted attempted && ids.contains(attempted.id())) {
        unfiled.add(record);
      }
    }
    return unfiled;
  }
}
