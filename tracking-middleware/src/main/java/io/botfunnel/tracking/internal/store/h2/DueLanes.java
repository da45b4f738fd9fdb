package io.botfunnel.tracking.internal.store.h2;

import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.LaneTable;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lanes of the table that were found due, a topic's, so that the claimed ones in front of them are
 * not read again for each claim. One that is missing here is found by the next look; what changes
 * in a lane has it taken out. Used by the writer's thread alone.
 */
final class DueLanes {
  private static final int A_LOOK = 256;

  private final Map<Long, LaneTable.Due> found = new LinkedHashMap<>();

  /** Takes the lane that is due longest, of those that nobody has claimed; null where none is. */
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

  /** The lane is no longer as it was found. */
  void forget(long lane) {
    found.remove(lane);
  }

  /** No lane may be as it was found. */
  void forgetAll() {
    found.clear();
  }
}
