package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lanes that this process has leased. It knows which of their entries are claimed or read
 * ahead, the fencing token of each lease, and which lanes are to be given back. A lane whose row
 * another writer has locked is given back later, so this thread never waits for a lane. Used by one
 * writer's thread alone.
 */
final class PostgresLeases {
  private static final String LOCK =
      "SELECT lane.lane_no FROM lane JOIN unnest(?::bigint[], ?::bigint[]) AS r(lane_no, fencing_token)"
          + " ON lane.lane_no = r.lane_no AND lane.fencing_token = r.fencing_token"
          + " WHERE lane.worker_id = ? FOR UPDATE OF lane SKIP LOCKED";

  private static final String STILL_OURS =
      "SELECT lane.lane_no FROM lane JOIN unnest(?::bigint[], ?::bigint[]) AS r(lane_no, fencing_token)"
          + " ON lane.lane_no = r.lane_no AND lane.fencing_token = r.fencing_token WHERE lane.worker_id = ?";

  static final String NEXT =
      "SELECT lane.lane_no, (SELECT entry.id FROM entry WHERE entry.lane_no = lane.lane_no"
          + " AND entry.id >= lane.head_id"
          + " AND NOT EXISTS (SELECT 1 FROM settled WHERE settled.id = entry.id)"
          + " ORDER BY entry.lane_no, entry.id LIMIT 1)"
          + " FROM lane WHERE lane.lane_no = ANY(?::bigint[])";

  private static final String GIVE_BACK =
      "UPDATE lane SET head_id = ?, due_at_ms = ?, worker_id = NULL WHERE lane_no = ?";

  private static final String LOCK_FREE =
      "SELECT lane.lane_no FROM lane WHERE lane.lane_no = ? AND "
          + PostgresHeartbeat.IS_FREE
          + " FOR UPDATE OF lane SKIP LOCKED";

  private static final String LEASE =
      "UPDATE lane SET worker_id = ?, fencing_token = fencing_token + 1 WHERE lane_no = ? RETURNING fencing_token";

  private static final String NEW_LEASE =
      "INSERT INTO lane (lane_no, topic, head_id, due_at_ms, worker_id, fencing_token)"
          + " VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (lane_no) DO NOTHING RETURNING fencing_token";

  private final PostgresHeartbeat worker;
  private final Map<Topic, Claims> claims = new HashMap<>();
  private final Map<Long, Long> fencingTokens = new HashMap<>();
  private final Map<Long, Back> givenBack = new LinkedHashMap<>();

  /** Lower than the fencing token of any lease. */
  private static final long NO_TOKEN = -1;

  /** A lane that is to be given back, and when it is due then. */
  private record Back(Topic topic, long fencingToken, long dueAtMs) {}

  PostgresLeases(PostgresHeartbeat worker) {
    this.worker = worker;
  }

  Claims claims(Topic topic) {
    return claims.computeIfAbsent(topic, any -> new Claims());
  }

  /** Records a lease, which is ours from the commit on. */
  void leased(Transaction tx, long lane, long fencingToken) {
    tx.put(fencingTokens, lane, fencingToken);
  }

  /** Whether this process holds the lane, and is not merely about to give it back. */
  boolean has(long lane) {
    return fencingTokens.containsKey(lane);
  }

  /** The fencing token of a lane's lease; lower than any if this process does not hold the lane. */
  long fencingTokenOf(long lane) {
    return fencingTokens.getOrDefault(lane, NO_TOKEN);
  }

  /** Leases one lane if nobody holds it, whether something waits in it or not. */
  boolean lease(Transaction tx, Topic topic, long lane, long headId) throws SQLException {
    if (claims(topic).contains(lane) || givenBack.containsKey(lane)) {
      return false;
    }
    Session session = tx.session();
    Optional<Long> fencingToken =
        session.exists(LOCK_FREE, lane)
            ? session.first(LEASE, row -> row.getLong(1), worker.id(), lane)
            : session.first(
                NEW_LEASE,
                row -> row.getLong(1),
                lane,
                topic.name(),
                headId,
                tx.nowMs(),
                worker.id());
    fencingToken.ifPresent(leased -> leased(tx, lane, leased));
    return fencingToken.isPresent();
  }

  /** Schedules a lane to be given back, due at that time; none of its entries is claimed. */
  void giveBack(Transaction tx, Topic topic, long lane, long dueAtMs) {
    Long fencingToken = fencingTokens.get(lane);
    if (fencingToken != null) {
      tx.put(fencingTokens, lane, null);
      tx.put(givenBack, lane, new Back(topic, fencingToken, dueAtMs));
    }
  }

  /** Whether lanes are scheduled to be given back. */
  boolean anyToGiveBack() {
    return !givenBack.isEmpty();
  }

  /** Gives back the scheduled lanes whose rows nobody has locked. */
  void write(Transaction tx) throws SQLException {
    if (givenBack.isEmpty()) {
      return;
    }
    Set<Long> locked = query(tx, LOCK);
    if (locked.size() < givenBack.size()) {
      Set<Long> ours = query(tx, STILL_OURS);
      for (long lane : List.copyOf(givenBack.keySet())) {
        if (!ours.contains(lane)) {
          tx.put(givenBack, lane, null);
        }
      }
    }
    if (!locked.isEmpty()) {
      write(tx, locked);
    }
  }

  private Set<Long> query(Transaction tx, String sql) throws SQLException {
    return new HashSet<>(
        tx.session()
            .all(
                sql,
                row -> row.getLong(1),
                numbers(givenBack.keySet()),
                givenBack.values().stream().mapToLong(Back::fencingToken).toArray(),
                worker.id()));
  }

  private void write(Transaction tx, Set<Long> lanes) throws SQLException {
    Map<Long, Long> next = new HashMap<>();
    tx.session()
        .all(
            NEXT,
            row -> next.put(row.getLong(1), row.getObject(2, Long.class)),
            (Object) numbers(lanes));
    List<Object[]> waiting = new ArrayList<>();
    Set<Long> empty = new HashSet<>();
    for (long lane : lanes) {
      Back back = givenBack.get(lane);
      Long head = next.get(lane);
      if (head == null) {
        empty.add(lane);
      } else if (back != null) {
        waiting.add(new Object[] {head, back.dueAtMs(), lane});
        tx.mayBeDue(back.topic());
      }
      tx.put(givenBack, lane, null);
    }
    tx.session().batch(GIVE_BACK, waiting);
    remove(tx, empty);
  }

  /** Deletes lanes in which nothing waits and whose rows are locked. */
  void remove(Transaction tx, Set<Long> lanes) throws SQLException {
    if (!lanes.isEmpty()) {
      tx.session()
          .update("DELETE FROM lane WHERE lane_no = ANY(?::bigint[])", (Object) numbers(lanes));
    }
  }

  /** Reconciles if another worker may have taken over our lanes. */
  void reconcileIfInDoubt(Transaction tx) throws SQLException {
    if (!worker.isLeaseValid()) {
      reconcile(tx);
    }
  }

  /**
   * Makes memory and table agree after a lost connection or a late heartbeat. Lost leases are
   * forgotten, and lanes that are leased to this worker without its knowledge are given back.
   */
  void reconcile(Transaction tx) throws SQLException {
    Map<Long, Long> inTable = new HashMap<>();
    tx.session()
        .all(
            "SELECT lane_no, fencing_token FROM lane WHERE worker_id = ?",
            row -> inTable.put(row.getLong(1), row.getLong(2)),
            worker.id());
    fencingTokens.entrySet().removeIf(ours -> !ours.getValue().equals(inTable.get(ours.getKey())));
    givenBack.keySet().removeIf(lane -> !inTable.containsKey(lane));
    for (Claims some : claims.values()) {
      some.forgetAllBut(fencingTokens.keySet());
    }
    inTable.keySet().removeAll(fencingTokens.keySet());
    inTable.keySet().removeAll(givenBack.keySet());
    tx.session()
        .update(
            "UPDATE lane SET worker_id = NULL WHERE worker_id = ? AND lane_no = ANY(?::bigint[])",
            worker.id(),
            numbers(inTable.keySet()));
    worker.reconciled(tx);
  }

  private static long[] numbers(Set<Long> lanes) {
    return lanes.stream().mapToLong(lane -> lane).toArray();
  }
}
