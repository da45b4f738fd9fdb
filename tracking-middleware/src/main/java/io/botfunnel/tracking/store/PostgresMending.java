package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Mends entries of a database that other processes move entries from at the same time. */
final class PostgresMending implements Mender {
  private static final String WAITS =
      "INSERT INTO lane (lane_no, topic, head_id, due_at_ms) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (lane_no)"
          + " DO UPDATE SET head_id = LEAST(lane.head_id, EXCLUDED.head_id)";

  private static final String LOCK =
      "SELECT COALESCE(lane.worker_id, 0), "
          + PostgresWorker.IS_FREE
          + " FROM lane WHERE lane.lane_no = ? FOR UPDATE";

  private final PostgresWorker worker;
  private final PostgresLeases leases;
  private final PostgresSettling settling;

  PostgresMending(PostgresWorker worker, PostgresLeases leases, PostgresSettling settling) {
    this.worker = worker;
    this.leases = leases;
    this.settling = settling;
  }

  /** In whose hands a lane is. */
  private record Hands(long workerId, boolean free) {}

  @Override
  public Outcome sendAgain(Transaction tx, Row row) throws SQLException {
    if (row.state() != State.REFUSED || row.body() == null) {
      return Outcome.NOT_MEANT;
    }
    tx.mustBeForced();
    Topic topic = row.topic();
    tx.session().update(WAITS, row.laneNo(), topic.name(), row.id(), tx.nowMs());
    if (!SettledTable.delete(tx.session(), row.id())) {
      // Another operator was first
      return Outcome.NOT_MEANT;
    }
    tx.session().update("UPDATE entry SET attempts = 0, reason = NULL WHERE id = ?", row.id());
    Noted.remove(tx.session(), topic, Noted.REFUSED, row.id());
    leases.claims(topic).waits(tx, row.laneNo(), row.id());
    letGoOfIdle(tx, row);
    count(tx, topic, State.REFUSED, State.WAITING);
    tx.mayBeDue(topic);
    return Outcome.CHANGED;
  }

  /** Read ahead no more, a lane that nothing of is claimed goes back. */
  private void letGoOfIdle(Transaction tx, Row row) {
    if (!leases.claims(row.topic()).contains(row.laneNo())) {
      leases.giveBack(tx, row.topic(), row.laneNo(), tx.nowMs());
    }
  }

  @Override
  public Outcome erase(Transaction tx, Row row) throws SQLException {
    return switch (row.state()) {
      case WAITING -> eraseWaiting(tx, row);
      case REFUSED -> eraseRefused(tx, row);
      default -> Outcome.NOT_MEANT;
    };
  }

  private Outcome eraseWaiting(Transaction tx, Row row) throws SQLException {
    settling.write(tx);
    List<Hands> locked =
        tx.session()
            .all(LOCK, hands -> new Hands(hands.getLong(1), hands.getBoolean(2)), row.laneNo());
    if (locked.isEmpty() || SettledTable.has(tx.session(), row.id())) {
      return Outcome.NOT_MEANT;
    }
    Hands hands = locked.get(0);
    Claims claims = leases.claims(row.topic());
    boolean anothers = !hands.free() && hands.workerId() != worker.id();
    if (anothers || claims.isInHand(row.laneNo(), row.id())) {
      return Outcome.BUSY;
    }
    tx.mustBeForced();
    SettledTable.insert(tx.session(), row.id(), State.ERASED, null, tx.nowMs());
    EntryTable.eraseBody(tx.session(), row.id());
    claims.gone(tx, row.laneNo(), row.id());
    if (leases.has(row.laneNo())) {
      letGoOfIdle(tx, row);
    } else {
      goOn(tx, row);
    }
    count(tx, row.topic(), State.WAITING, State.ERASED);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  /** Where it was the first of its lane, the next one is. */
  private static void goOn(Transaction tx, Row row) throws SQLException {
    Optional<Long> head = LaneTable.headOf(tx.session(), row.laneNo());
    if (head.isEmpty()) {
      return;
    }
    LaneTable.Due lane = new LaneTable.Due(row.laneNo(), head.get(), tx.nowMs());
    OptionalLong next =
        EntryTable.run(tx.session(), row.topic(), lane, 1).stream()
            .mapToLong(entry -> entry.id())
            .findFirst();
    if (next.isEmpty()) {
      LaneTable.remove(tx.session(), row.laneNo());
    } else if (next.getAsLong() > row.id()) {
      LaneTable.advance(tx.session(), row.laneNo(), next.getAsLong(), tx.nowMs());
    }
  }

  private static Outcome eraseRefused(Transaction tx, Row row) throws SQLException {
    tx.mustBeForced();
    if (!SettledTable.delete(tx.session(), row.id())) {
      return Outcome.NOT_MEANT;
    }
    SettledTable.insert(tx.session(), row.id(), State.ERASED, null, tx.nowMs());
    Noted.remove(tx.session(), row.topic(), Noted.REFUSED, row.id());
    EntryTable.eraseBody(tx.session(), row.id());
    count(tx, row.topic(), State.REFUSED, State.ERASED);
    return Outcome.CHANGED;
  }

  private static void count(Transaction tx, Topic topic, State from, State to) {
    tx.count(topic, from.word(), -1);
    tx.count(topic, to.word(), 1);
  }
}
