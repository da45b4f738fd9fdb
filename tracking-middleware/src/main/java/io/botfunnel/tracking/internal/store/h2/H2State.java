package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.h2.wal.WalPosition;
import io.botfunnel.tracking.internal.store.h2.wal.WriteAheadLog;
import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Topic;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.h2.api.ErrorCode;

/**
 * The writer's state in memory: the memtable, the claimed lanes, suspects and the books. Used by
 * the writer's thread alone, except for the books.
 */
final class H2State {
  private final CounterCache tallies = new CounterCache();
  private final MemtableLimits room;
  private final Memtable arrivals;
  private final Suspects suspects = new Suspects();
  private final Map<Topic, Claims> claims = new HashMap<>();
  private final Map<Topic, DueLanes> dueLanes = new HashMap<>();
  private long lastId;

  H2State(MemtableLimits room) {
    this.room = room;
    this.arrivals = new Memtable(room);
  }

  /** Reads the state from disk: at start, and after a failure. */
  void load(Session session, WriteAheadLog journal) throws SQLException, IOException {
    WalReplay unfiled = WalReplay.of(session, journal);
    arrivals.load(unfiled.arrivals());
    suspects.load(session, unfiled.running(), arrivals);
    dueLanes.clear();
    claims.values().forEach(Claims::forgetReadAhead);
    tallies.load(session, arrivals.all());
    long known = Math.max(EntryTable.lastId(session), arrivals.lastId());
    requirePlausible(known);
    lastId = Math.max(lastId, Math.max(known, journal.position().lastId()));
  }

  /**
   * Rejects a number that was written into the file from outside: it would leave no numbers for
   * later entries.
   */
  private static void requirePlausible(long known) throws SQLException {
    if (known > WalPosition.MOST) {
      throw new SQLException(
          "an entry has the number %d, which no outbox gives".formatted(known),
          null,
          ErrorCode.FILE_CORRUPTED_1);
    }
  }

  /** Returns the id of the next entry: higher than all before. */
  long nextId() {
    return ++lastId;
  }

  /** The last entry's id; 0 before the first. */
  long lastId() {
    return lastId;
  }

  /** How much the memtable may hold. */
  MemtableLimits room() {
    return room;
  }

  CounterCache tallies() {
    return tallies;
  }

  Memtable arrivals() {
    return arrivals;
  }

  Suspects suspects() {
    return suspects;
  }

  /** Marks a lane as empty in the table: its first entry in the memtable is next. */
  void laneIsEmpty(Transaction tx, Topic topic, long lane) throws SQLException {
    LaneTable.remove(tx.session(), lane);
    arrivals.lanes(topic).putFirst(lane);
  }

  /** Makes an entry wait in its lane in the table; other entries may wait in front of it. */
  void waits(Transaction tx, Topic topic, long lane, long id, long dueAtMs) throws SQLException {
    LaneTable.waits(tx.session(), topic, lane, id, dueAtMs);
    claims(topic).waits(tx, lane, id);
    dueLanes(topic).forget(lane);
  }

  DueLanes dueLanes(Topic topic) {
    return dueLanes.computeIfAbsent(topic, any -> new DueLanes());
  }

  Claims claims(Topic topic) {
    return claims.computeIfAbsent(topic, any -> new Claims());
  }
}
