package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.State;
import io.botfunnel.tracking.lane.Topic;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Mends entries of an H2 file. */
final class Mending implements Mender {
  private final Memory memory;
  private final Filing filing;

  Mending(Memory memory, Filing filing) {
    this.memory = memory;
    this.filing = filing;
  }

  @Override
  public Outcome sendAgain(Transaction tx, Row row) throws SQLException {
    if (row.state() != State.REFUSED || row.body() == null) {
      return Outcome.NOT_MEANT;
    }
    tx.mustBeForced();
    Topic topic = row.topic();
    filing.lane(tx, topic, row.laneNo());
    EntryTable.reopen(tx.session(), row.id());
    Noted.remove(tx.session(), topic, Noted.REFUSED, row.id());
    memory.waits(tx, topic, row.laneNo(), row.id(), tx.nowMs());
    count(tx, topic, State.REFUSED, State.WAITING);
    tx.mayBeDue(topic);
    return Outcome.CHANGED;
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
    Claims claims = memory.claims(row.topic());
    if (claims.isInHand(row.laneNo(), row.id())) {
      return Outcome.BUSY;
    }
    tx.mustBeForced();
    SettledTable.insert(tx.session(), row.id(), State.ERASED, null, tx.nowMs());
    EntryTable.eraseBody(tx.session(), row.id());
    claims.gone(tx, row.laneNo(), row.id());
    letGoOn(tx, row, claims);
    count(tx, row.topic(), State.WAITING, State.ERASED);
    tx.mayBeDue(row.topic());
    return Outcome.CHANGED;
  }

  /** Where it was the first of its lane, the next one is. */
  private void letGoOn(Transaction tx, Row row, Claims claims) throws SQLException {
    long laneNo = row.laneNo();
    Optional<Long> head = LaneTable.headOf(tx.session(), laneNo);
    if (head.isEmpty() || claims.contains(laneNo)) {
      return;
    }
    memory.dueLanes(row.topic()).forget(laneNo);
    LaneTable.Due lane = new LaneTable.Due(laneNo, head.get(), tx.nowMs());
    List<Long> next =
        EntryTable.run(tx.session(), row.topic(), lane, 1).stream().map(e -> e.id()).toList();
    if (next.isEmpty()) {
      memory.laneIsEmpty(tx, row.topic(), laneNo);
    } else if (next.get(0) > row.id()) {
      LaneTable.advance(tx.session(), laneNo, next.get(0), tx.nowMs());
    }
  }

  private static Outcome eraseRefused(Transaction tx, Row row) throws SQLException {
    tx.mustBeForced();
    SettledTable.delete(tx.session(), row.id());
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
