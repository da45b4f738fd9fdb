package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caches the lanes of one topic that the table reported as due. So a claim does not read the
 * claimed lanes in front of them again. A lane that is missing here is found by the next query, and
 * a lane that changes is removed. Used by the writer's thread alone.
 */
final class DueLanes {
  private static final int A_LOOK = 256;

  private final Map<Long, LaneTable.Due> found = new LinkedHashMap<>();

  /** Removes and returns the unclaimed lane that has been due longest; null if there is none. */
  LaneTable.@Nullable Due take(Transaction tx, Topic topic, Claims claims) throws SQLException {
    if (found.isEmpty()) {
      look(tx, topic, claims);
    }
    return found.isEmpty() ? null : found.remove(found.keySet().iterator().next());
  }

  private void look(Transaction tx, Topic topic, Claims claims) throws SQLException {
    int limit = A_LOOK + claims.size();
    for (LaneTable.Due lane : LaneTable.due(tx.session(), topic, tx.nowMs(), limit)) {
      if (!claims.contains(lane.laneNo())) {
        found.put(lane.laneNo(), lane);
      }
    }
  }

  /** Removes a lane that has changed. */
  void forget(long lane) {
    found.remove(lane);
  }

  /** Removes all lanes, since any of them may have changed. */
  void forgetAll() {
    found.clear();
  }
}
