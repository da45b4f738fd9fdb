package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Suspicion;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.internal.store.table.SuspectTable.Suspect;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records which handlers run, and what is known against entries whose handlers ran when their
 * process ended. Each has a row, which is not forced until something is proven. A process that dies
 * leaves its rows to the process that takes over its lanes. Used by one writer's thread alone.
 */
final class PostgresSuspects {
  // The lane is still ours, as far as the others know.
  private static final String IS_OURS =
      "EXISTS (SELECT 1 FROM lane JOIN worker ON worker.id = lane.worker_id"
          + " WHERE lane.lane_no = ? AND lane.fencing_token = ? AND lane.worker_id = ?"
          + " AND worker.lease_until_ms > "
          + PostgresHeartbeat.NOW_MS
          + ")";

  private static final String BEGIN =
      "INSERT INTO suspect (id, topic, deaths) SELECT ?, ?, 0 WHERE "
          + IS_OURS
          + " ON CONFLICT (id) DO NOTHING";

  private static final String KNOWN =
      "SELECT deaths, due_at_ms FROM suspect WHERE id = ? AND " + IS_OURS;

  static final String DUE =
      "SELECT id FROM suspect WHERE topic = ? AND due_at_ms IS NOT NULL"
          + " AND (due_at_ms <= ? OR due_at_ms > ?) ORDER BY topic, due_at_ms LIMIT ?";

  private final PostgresHeartbeat worker;
  private final PostgresLeases leases;

  /** The entries that this process is processing and that have a row. */
  private final Map<Long, Suspicion> processing = new HashMap<>();

  PostgresSuspects(PostgresHeartbeat worker, PostgresLeases leases) {
    this.worker = worker;
    this.leases = leases;
  }

  /**
   * Records that a handler begins. If something is known against its entry already, returns that
   * and records nothing.
   *
   * @throws OutboxUnavailableException if another worker may have taken over the lane and calls the
   *     handler
   */
  Optional<Suspicion> begin(Transaction tx, Entry entry) throws SQLException {
    long lane = KeyHash.of(entry.topic(), entry.lane()).high();
    long fencingToken = leases.fencingTokenOf(lane);
    Session session = tx.session();
    if (session.update(BEGIN, entry.id(), entry.topic().name(), lane, fencingToken, worker.id())
        > 0) {
      tx.put(processing, entry.id(), Suspicion.UNPROVEN);
      return Optional.empty();
    }
    Optional<Suspicion> known =
        session.first(
            KNOWN,
            row -> SuspectTable.suspicion(row, 1),
            entry.id(),
            lane,
            fencingToken,
            worker.id());
    if (known.isEmpty()) {
      throw new OutboxUnavailableException(
          "%s was claimed for too long without a word to PostgreSQL. It goes on with the process that takes it"
              .formatted(entry));
    }
    tx.put(processing, entry.id(), known.get());
    return known;
  }

  /** What is known against an entry that this process is processing. */
  Optional<Suspicion> of(long id) {
    return Optional.ofNullable(processing.get(id));
  }

  boolean isQuarantined(long id) {
    return of(id).filter(Suspicion::isQuarantined).isPresent();
  }

  /** Records what is known against an entry. */
  void put(Transaction tx, long id, Topic topic, Suspicion suspicion) throws SQLException {
    SuspectTable.put(tx.session(), new Suspect(id, topic, suspicion));
    if (processing.containsKey(id)) {
      tx.put(processing, id, suspicion);
    }
  }

  /** Ends the processing of an entry; returns whether it has a row, which has to go with it. */
  boolean leave(Transaction tx, long id) {
    boolean known = processing.containsKey(id);
    tx.put(processing, id, null);
    return known;
  }

  /** Quarantines an entry until that time, and ends its processing here. */
  void quarantine(Transaction tx, Entry entry, long dueAtMs) throws SQLException {
    Suspicion suspicion = of(entry.id()).orElse(Suspicion.UNPROVEN).quarantinedUntil(dueAtMs);
    put(tx, entry.id(), entry.topic(), suspicion);
    tx.put(processing, entry.id(), null);
  }

  /** The quarantined entries of a topic that are due, longest due first. */
  static List<Long> due(Session session, Topic topic, long nowMs, long latestMs, int limit)
      throws SQLException {
    return session.all(DUE, row -> row.getLong(1), topic.name(), nowMs, latestMs, limit);
  }
}
