package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Entry;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Finds what is due: first the lanes that are ready in memory, then those of the table, then what
 * has just arrived. With a lane's head its next few entries are read, so that a long lane is not
 * looked up for each of them.
 */
final class Claiming {
  /** After so many a lane goes behind the others. */
  private static final int RUN = 8;

  private final Memory memory;

  Claiming(Memory memory) {
    this.memory = memory;
  }

  List<Entry> claim(Transaction tx, Topic topic, int limit) throws SQLException {
    Claims claims = memory.claims(topic);
    claims.releaseDue(tx);
    List<Entry> claimed = new ArrayList<>();
    claimReady(tx, claims, limit, claimed);
    claimFiled(tx, topic, limit, claimed);
    claimArrived(tx, topic, limit, claimed);
    return claimed;
  }

  private static void claimReady(Transaction tx, Claims claims, int limit, List<Entry> claimed) {
    while (claimed.size() < limit) {
      Optional<Entry> next = claims.claimReady(tx);
      if (next.isEmpty()) {
        return;
      }
      claimed.add(next.get());
    }
  }

  private void claimFiled(Transaction tx, Topic topic, int limit, List<Entry> claimed)
      throws SQLException {
    int free = limit - claimed.size();
    if (free == 0) {
      return;
    }
    Claims claims = memory.claims(topic);
    List<LaneTable.Due> due = LaneTable.due(tx.session(), topic, tx.nowMs(), free + claims.size());
    for (LaneTable.Due lane : due) {
      if (claimed.size() < limit && !claims.contains(lane.laneNo())) {
        claimHead(tx, topic, lane).ifPresent(claimed::add);
      }
    }
  }

  private Optional<Entry> claimHead(Transaction tx, Topic topic, LaneTable.Due lane)
      throws SQLException {
    List<Entry> run = EntryTable.run(tx.session(), topic, lane, RUN);
    if (run.isEmpty()) {
      LaneTable.remove(tx.session(), lane.laneNo());
      return Optional.empty();
    }
    memory.claims(topic).claim(tx, lane.laneNo(), run.get(0), run.subList(1, run.size()));
    return Optional.of(run.get(0));
  }

  private void claimArrived(Transaction tx, Topic topic, int limit, List<Entry> claimed)
      throws SQLException {
    Claims claims = memory.claims(topic);
    for (Arrivals.Head head : (Iterable<Arrivals.Head>) memory.arrivals().heads(topic)::iterator) {
      if (claimed.size() == limit) {
        return;
      }
      if (isFree(tx, claims, head.lane())) {
        claims.claim(tx, head.lane(), head.entry(), List.of());
        claimed.add(head.entry());
      }
    }
  }

  /** What arrived is behind all that waits in the table. */
  private static boolean isFree(Transaction tx, Claims claims, long lane) throws SQLException {
    return !claims.contains(lane) && LaneTable.headOf(tx.session(), lane).isEmpty();
  }

  /** When the next unclaimed entry is due. */
  OptionalLong nextDue(Transaction tx, Topic topic) throws SQLException {
    Claims claims = memory.claims(topic);
    if (claims.anyReady() || anyArrived(tx, topic)) {
      return OptionalLong.of(tx.nowMs());
    }
    LongStream filed =
        LaneTable.due(tx.session(), topic, Long.MAX_VALUE, claims.size() + 1).stream()
            .filter(lane -> !claims.contains(lane.laneNo()))
            .mapToLong(LaneTable.Due::dueAtMs);
    return LongStream.concat(claims.nextRelease().stream(), filed).min();
  }

  private boolean anyArrived(Transaction tx, Topic topic) throws SQLException {
    Claims claims = memory.claims(topic);
    for (Arrivals.Head head : (Iterable<Arrivals.Head>) memory.arrivals().heads(topic)::iterator) {
      if (isFree(tx, claims, head.lane())) {
        return true;
      }
    }
    return false;
  }
}
