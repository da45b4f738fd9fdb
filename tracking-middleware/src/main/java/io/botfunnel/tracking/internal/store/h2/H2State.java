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
  private final CounterCache counters = new CounterCache();
  private final MemtableLimits limits;
  private final Memtable memtable;
  private final Suspects suspects = new Suspects();
  private final Map<Topic, Claims> claims = new HashMap<>();
  private final Map<Topic, DueLanes> dueLanes = new HashMap<>();
  private long lastId;

  H2State(MemtableLimits limits) {
    this.limits = limits;
    this.memtable = new Memtable(limits);
  }

  /** Reads the state from disk: at start, and after a failure. */
  void load(Session session, WriteAheadLog wal) throws SQLException, IOException {
    WalReplay unflushed = WalReplay.of(session, wal);
    memtable.load(unflushed.entries());
    suspects.load(session, unflushed.running(), memtable);
    dueLanes.clear();
    claims.values().forEach(Claims::forgetReadAhead);
    counters.load(session, memtable.all());
    long known = Math.max(EntryTable.lastId(session), memtable.lastId());
    requirePlausible(known);
    lastId = Math.max(lastId, Math.max(known, wal.position().lastId()));
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
  MemtableLimits limits() {
    return limits;
  }

  CounterCache counters() {
    return counters;
  }

  Memtable memtable() {
    return memtable;
  }

  Suspects suspects() {
    return suspects;
  }

  /** Marks a lane as empty in the table: its first entry in the memtable is next. */
  void laneIsEmpty(Transaction tx, Topic topic, long lane) throws SQLException {
    LaneTable.remove(tx.session(), lane);
    memtable.lanes(topic).putFirst(lane);
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
