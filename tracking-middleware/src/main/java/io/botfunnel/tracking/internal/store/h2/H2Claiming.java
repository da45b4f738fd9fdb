package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.store.h2.MemtableLanes.Head;
import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.queue.Prefetched;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Claims due entries: first from lanes that are ready in memory, then from lanes of the table, then
 * from the memtable. It reads a lane's next few entries together with its head, so that a long lane
 * is not looked up for each of them.
 */
final class H2Claiming {
  /** A lane moves behind the others after this many entries. */
  private static final int RUN = 8;

  private final H2State memory;

  H2Claiming(H2State memory) {
    this.memory = memory;
  }

  List<Entry> claim(Transaction tx, Topic topic, int limit) throws SQLException {
    Claims claims = memory.claims(topic);
    claims.releaseDue(tx);
    List<Entry> claimed = new ArrayList<>();
    claims.claimReady(tx, limit, claimed);
    claimFromTable(tx, topic, limit, claimed);
    claimFromMemtable(tx, topic, limit, claimed);
    return claimed;
  }

  private void claimFromTable(Transaction tx, Topic topic, int limit, List<Entry> claimed)
      throws SQLException {
    Claims claims = memory.claims(topic);
    while (claimed.size() < limit) {
      LaneTable.Due lane = memory.dueLanes(topic).take(tx, topic, claims);
      if (lane == null) {
        return;
      }
      if (!claims.contains(lane.laneNo())) {
        claimHead(tx, topic, lane).ifPresent(claimed::add);
      }
    }
  }

  private Optional<Entry> claimHead(Transaction tx, Topic topic, LaneTable.Due lane)
      throws SQLException {
    List<Entry> run = EntryTable.run(tx.session(), topic, lane, RUN);
    if (run.isEmpty()) {
      memory.laneIsEmpty(tx, topic, lane.laneNo());
      return Optional.empty();
    }
    memory.claims(topic).claim(tx, lane.laneNo(), run.get(0), Prefetched.behindFirst(run, RUN));
    return Optional.of(run.get(0));
  }

  private void claimFromMemtable(Transaction tx, Topic topic, int limit, List<Entry> claimed)
      throws SQLException {
    for (Head head : freeHeads(tx, topic, limit - claimed.size())) {
      Entry entry = head.pending().entry();
      memory.claims(topic).claim(tx, head.lane(), entry, Prefetched.NOTHING);
      claimed.add(entry);
    }
  }

  /**
   * Returns heads of unclaimed memtable lanes. Entries in the memtable come after all entries of
   * their lane that wait in the table.
   */
  private List<Head> freeHeads(Transaction tx, Topic topic, int limit) throws SQLException {
    MemtableLanes lanes = memory.memtable().lanes(topic);
    List<Head> free = new ArrayList<>();
    List<Long> behind = new ArrayList<>();
    for (Head head : (Iterable<Head>) lanes.heads()::iterator) {
      if (free.size() >= limit) {
        break;
      }
      if (!memory.claims(topic).contains(head.lane())) {
        if (LaneTable.headOf(tx.session(), head.lane()).isEmpty()) {
          free.add(head);
        } else {
          behind.add(head.lane());
        }
      }
    }
    tx.onRollback(() -> behind.forEach(lanes::putFirst));
    behind.forEach(lanes::putBehind);
    return free;
  }

  /** When the next unclaimed entry is due, in epoch milliseconds; empty if there is none. */
  OptionalLong nextDue(Transaction tx, Topic topic) throws SQLException {
    Claims claims = memory.claims(topic);
    if (claims.anyReady() || !freeHeads(tx, topic, 1).isEmpty()) {
      return OptionalLong.of(tx.nowMs());
    }
    LongStream inTable =
        LaneTable.due(tx.session(), topic, Long.MAX_VALUE, claims.size() + 1).stream()
            .filter(lane -> !claims.contains(lane.laneNo()))
            .mapToLong(LaneTable.Due::dueAtMs);
    return LongStream.concat(claims.nextRelease().stream(), inTable).min();
  }
}
