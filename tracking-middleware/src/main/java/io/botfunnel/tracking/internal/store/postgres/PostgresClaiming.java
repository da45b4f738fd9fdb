package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Leases due lanes that nobody holds, and claims their heads. A lane whose row another writer has
 * locked is skipped, so claiming never waits. Leases are committed before anything is done with the
 * entries.
 */
final class PostgresClaiming {
  /** After this many entries a lane goes behind the others. */
  private static final int RUN = 8;

  // The ORDER BY repeats the whole index, so that the longest due are found without sorting.
  static final String LEASE =
      "WITH due AS MATERIALIZED (SELECT lane.lane_no FROM lane"
          + " WHERE lane.topic = ? AND lane.due_at_ms <= ? AND "
          + PostgresHeartbeat.IS_FREE
          + " ORDER BY lane.topic, lane.due_at_ms, lane.lane_no LIMIT ? FOR UPDATE SKIP LOCKED)"
          + " UPDATE lane SET worker_id = ?, fencing_token = lane.fencing_token + 1 FROM due"
          + " WHERE lane.lane_no = due.lane_no"
          + " RETURNING lane.lane_no, lane.head_id, lane.due_at_ms, lane.fencing_token";

  static final String RUNS =
      "SELECT l.lane_no, e.id, e.lane, e.kind, e.entry_key, e.body, e.attempts, e.appended_at_ms"
          + " FROM unnest(?::bigint[], ?::bigint[]) AS l(lane_no, head_id)"
          + " CROSS JOIN LATERAL (SELECT * FROM entry"
          + " WHERE entry.lane_no = l.lane_no AND entry.id >= l.head_id"
          + " AND NOT EXISTS (SELECT 1 FROM settled WHERE settled.id = entry.id)"
          + " ORDER BY entry.lane_no, entry.id LIMIT "
          + RUN
          + ") e ORDER BY l.lane_no, e.id";

  static final String NEXT_DUE =
      "SELECT lane.due_at_ms FROM lane WHERE lane.topic = ? AND "
          + PostgresHeartbeat.IS_FREE
          + " ORDER BY lane.topic, lane.due_at_ms, lane.lane_no LIMIT 1";

  private final PostgresHeartbeat worker;
  private final PostgresLeases leases;
  private final PostgresSettling settling;

  PostgresClaiming(PostgresHeartbeat worker, PostgresLeases leases, PostgresSettling settling) {
    this.worker = worker;
    this.leases = leases;
    this.settling = settling;
  }

  /** A lane that was just leased. */
  private record Leased(long laneNo, long headId, long dueAtMs, long fencingToken) {}

  List<Entry> claim(Transaction tx, Topic topic, int limit) throws SQLException {
    leases.reconcileIfInDoubt(tx);
    Claims claims = leases.claims(topic);
    for (long lane : claims.releaseDue(tx)) {
      leases.giveBack(tx, topic, lane, tx.nowMs());
    }
    List<Entry> claimed = new ArrayList<>();
    claims.claimReady(tx, limit, claimed);
    if (claimed.size() < limit) {
      // What was just settled must not be found waiting.
      settling.write(tx);
      claimed.addAll(lease(tx, topic, limit - claimed.size()));
    }
    return claimed;
  }

  private List<Entry> lease(Transaction tx, Topic topic, int limit) throws SQLException {
    List<Leased> leased =
        tx.session()
            .all(
                LEASE,
                row -> new Leased(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                topic.name(),
                tx.nowMs(),
                limit,
                worker.id());
    if (leased.isEmpty()) {
      return List.of();
    }
    Map<Long, List<Entry>> runs = runs(tx, topic, leased);
    return heads(tx, topic, leased, runs);
  }

  private List<Entry> heads(
      Transaction tx, Topic topic, List<Leased> leased, Map<Long, List<Entry>> runs)
      throws SQLException {
    List<Entry> heads = new ArrayList<>();
    Set<Long> empty = new HashSet<>();
    for (Leased lane : leased.stream().sorted(inOrder(runs)).toList()) {
      List<Entry> run = runs.getOrDefault(lane.laneNo(), List.of());
      if (run.isEmpty()) {
        empty.add(lane.laneNo());
      } else {
        leases.leased(tx, lane.laneNo(), lane.fencingToken());
        Prefetched ahead = Prefetched.behindFirst(run, RUN);
        leases.claims(topic).claim(tx, lane.laneNo(), run.get(0), ahead);
        heads.add(run.get(0));
      }
    }
    leases.remove(tx, empty);
    return heads;
  }

  /** Orders lanes by due time, longest due first, and then by their oldest entry. */
  private static Comparator<Leased> inOrder(Map<Long, List<Entry>> runs) {
    return Comparator.comparing(Leased::dueAtMs)
        .thenComparing(
            lane ->
                runs.getOrDefault(lane.laneNo(), List.of()).stream()
                    .mapToLong(Entry::id)
                    .findFirst()
                    .orElse(0));
  }

  private static Map<Long, List<Entry>> runs(Transaction tx, Topic topic, List<Leased> leased)
      throws SQLException {
    Map<Long, List<Entry>> runs = new LinkedHashMap<>();
    tx.session()
        .all(
            RUNS,
            row ->
                runs.computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                    .add(
                        new Entry(
                            row.getLong(2),
                            topic,
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getInt(7),
                            row.getLong(8))),
            leased.stream().mapToLong(Leased::laneNo).toArray(),
            leased.stream().mapToLong(Leased::headId).toArray());
    return runs;
  }

  /** When the next unclaimed entry in a lane that no other worker holds is due. */
  OptionalLong nextDue(Transaction tx, Topic topic) throws SQLException {
    Claims claims = leases.claims(topic);
    if (claims.anyReady()) {
      return OptionalLong.of(tx.nowMs());
    }
    LongStream free =
        tx.session().all(NEXT_DUE, row -> row.getLong(1), topic.name()).stream()
            .mapToLong(dueAtMs -> dueAtMs);
    return LongStream.concat(claims.nextRelease().stream(), free).min();
  }
}
