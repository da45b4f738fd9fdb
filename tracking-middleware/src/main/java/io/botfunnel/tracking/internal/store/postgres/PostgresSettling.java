package io.botfunnel.tracking.internal.store.postgres;

import io.botfunnel.tracking.internal.lane.Entry;
import io.botfunnel.tracking.internal.lane.Settlement;
import io.botfunnel.tracking.internal.store.queue.Claims;
import io.botfunnel.tracking.internal.store.sql.Transaction;
import io.botfunnel.tracking.internal.store.table.CounterChanges;
import io.botfunnel.tracking.internal.store.table.EntryTable;
import io.botfunnel.tracking.internal.store.table.KeyHash;
import io.botfunnel.tracking.internal.store.table.SuspectTable;
import io.botfunnel.tracking.internal.store.table.TerminalState;
import io.botfunnel.tracking.outbox.State;
import io.botfunnel.tracking.outbox.Topic;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settles claimed entries according to their outcomes. What a transaction settles is collected, and
 * written in a few statements before anything looks for it.
 */
final class PostgresSettling {
  private static final String SETTLE =
      "INSERT INTO settled (id, state, reason, settled_at_ms)"
          + " SELECT u.id, u.state, u.reason, ?"
          + " FROM unnest(?::bigint[], ?::varchar[], ?::varchar[]) AS u(id, state, reason)"
          + " ON CONFLICT (id) DO NOTHING RETURNING id";

  private static final String PUT_OFF = "UPDATE entry SET attempts = ?, reason = ? WHERE id = ?";

  private final PostgresLeases leases;
  private final PostgresSuspects suspects;

  PostgresSettling(PostgresLeases leases, PostgresSuspects suspects) {
    this.leases = leases;
    this.suspects = suspects;
  }

  /** What a transaction has settled but not written yet. */
  private static final class Gathered {
    private final Map<Long, Settlement> ended = new LinkedHashMap<>();
    private final List<Object[]> putOff = new ArrayList<>();
    private final List<Object[]> unsuspected = new ArrayList<>();
  }

  void settle(Transaction tx, Settlement settlement) throws SQLException {
    Entry entry = settlement.entry();
    Topic topic = entry.topic();
    long lane = KeyHash.of(topic, entry.lane()).high();
    Claims claims = leases.claims(topic);
    boolean claimed = claims.isClaimed(lane, entry) && leases.has(lane);
    switch (settlement.result()) {
      case HELD -> {
        if (claimed) {
          claims.hold(tx, lane, entry, settlement.dueAtMs());
        }
      }
      case LATER -> {
        if (claimed) {
          gathered(tx).putOff.add(putOff(tx, settlement));
          claims.release(tx, lane);
          leases.giveBack(tx, topic, lane, settlement.dueAtMs());
        }
      }
      case QUARANTINED -> {
        if (claimed) {
          quarantine(tx, settlement);
          claims.release(tx, lane);
          leases.giveBack(tx, topic, lane, tx.nowMs());
        }
      }
      case DELIVERED, DUPLICATE, REFUSED -> {
        gathered(tx).ended.putIfAbsent(entry.id(), settlement);
        if (suspects.leave(tx, entry.id())) {
          gathered(tx).unsuspected.add(new Object[] {entry.id()});
        }
        if (claimed && claims.done(tx, lane).isEmpty()) {
          leases.giveBack(tx, topic, lane, tx.nowMs());
        }
      }
    }
  }

  /** Quarantines a waiting entry; one that is already quarantined stays so. */
  private void quarantine(Transaction tx, Settlement settlement) throws SQLException {
    Entry entry = settlement.entry();
    if (!suspects.isQuarantined(entry.id())) {
      gathered(tx).ended.putIfAbsent(entry.id(), settlement);
    }
    suspects.quarantine(tx, entry, settlement.dueAtMs());
  }

  private static Gathered gathered(Transaction tx) {
    return tx.part(Gathered.class, Gathered::new);
  }

  private static Object[] putOff(Transaction tx, Settlement settlement) {
    Entry entry = settlement.entry();
    return new Object[] {entry.attempts() + 1, reason(tx, settlement), entry.id()};
  }

  private static @Nullable String reason(Transaction tx, Settlement settlement) {
    String cut = EntryTable.cut(settlement.reason(), EntryTable.LONGEST_REASON);
    return cut == null ? null : tx.session().dialect().text(cut);
  }

  /** Writes what was collected, and gives back the scheduled lanes. */
  void write(Transaction tx) throws SQLException {
    Gathered gathered = gathered(tx);
    if (!gathered.ended.isEmpty()) {
      writeEnds(tx, gathered.ended);
      gathered.ended.clear();
    }
    tx.session().batch(PUT_OFF, gathered.putOff);
    gathered.putOff.clear();
    tx.session().batch(SuspectTable.DELETE, gathered.unsuspected);
    gathered.unsuspected.clear();
    leases.write(tx);
  }

  private static void writeEnds(Transaction tx, Map<Long, Settlement> ended) throws SQLException {
    List<Settlement> all = List.copyOf(ended.values());
    List<Long> written =
        tx.session()
            .all(
                SETTLE,
                row -> row.getLong(1),
                tx.nowMs(),
                all.stream().mapToLong(each -> each.entry().id()).toArray(),
                all.stream().map(each -> each.result().state().word()).toArray(String[]::new),
                all.stream().map(each -> reason(tx, each)).toArray(String[]::new));
    List<Long> bodiless = new ArrayList<>();
    for (long id : written) {
      Settlement settlement = Objects.requireNonNull(ended.get(id));
      Entry entry = settlement.entry();
      State state = settlement.result().state();
      TerminalState.flag(tx, entry, state, settlement.reason());
      CounterChanges.of(tx).add(entry.topic(), State.WAITING.word(), -1);
      CounterChanges.of(tx).add(entry.topic(), state.word(), 1);
      if (!EntryTable.keepsBody(entry.topic(), state)) {
        bodiless.add(id);
      }
    }
    eraseBodies(tx, bodiless);
  }

  private static void eraseBodies(Transaction tx, List<Long> ids) throws SQLException {
    if (!ids.isEmpty()) {
      tx.session()
          .update(
              "UPDATE entry SET body = NULL WHERE id = ANY(?::bigint[])",
              (Object) ids.stream().mapToLong(id -> id).toArray());
    }
  }
}
