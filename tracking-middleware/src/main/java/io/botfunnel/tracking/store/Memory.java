package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the writer knows without asking the disk: what arrived and is not filed, which lanes are in
 * hand, and the books. Used by the writer's thread alone, but for the books.
 */
final class Memory {
  private final Tallies tallies = new Tallies();
  private final Arrivals arrivals = new Arrivals();
  private final Map<Topic, Claims> claims = new HashMap<>();
  private long lastId;

  /** Reads it from the disk: at start, and after a failure. */
  void load(Session session, List<JournalRecord> journal) throws SQLException {
    List<JournalRecord> unfiled = Unfiled.of(session, journal);
    arrivals.load(unfiled);
    tallies.load(session, arrivals.all());
    lastId = Math.max(lastId, Math.max(EntryTable.lastId(session), arrivals.lastId()));
  }

  /** The next entry's id: higher than all before. */
  long nextId() {
    return ++lastId;
  }

  /** The last entry's id; 0 before the first. */
  long lastId() {
    return lastId;
  }

  Tallies tallies() {
    return tallies;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Claims claims(Topic topic) {
    return claims.computeIfAbsent(topic, any -> new Claims());
  }
}
