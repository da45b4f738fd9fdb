package io.botfunnel.tracking.store;

import io.botfunnel.tracking.lane.Suspicion;
import io.botfunnel.tracking.store.Mender.Outcome;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Lanes that are in this process's hands or in nobody's. */
final class H2Hands implements Mender.Hands {
  private final Memory memory;
  private final Filing filing;

  H2Hands(Memory memory, Filing filing) {
    this.memory = memory;
    this.filing = filing;
  }

  @Override
  public void file(Transaction tx, long laneNo) throws SQLException {
    filing.laneSettledOrNot(tx, laneNo);
  }

  @Override
  public void waits(Transaction tx, Row row) throws SQLException {
    filing.lane(tx, row.topic(), row.laneNo());
    memory.waits(tx, row.topic(), row.laneNo(), row.id(), tx.nowMs());
    if (memory.suspects().isQuarantined(row.id())) {
      memory.suspects().put(tx, row.id(), row.topic(), Suspicion.UNPROVEN);
    }
  }

  @Override
  public boolean isInHand(Row row) {
    return memory.claims(row.topic()).isInHand(row.laneNo(), row.id());
  }

  @Override
  public Outcome canGo(Transaction tx, Row row) {
    return isInHand(row) ? Outcome.BUSY : Outcome.CHANGED;
  }

  @Override
  public void gone(Transaction tx, Row row) throws SQLException {
    Claims claims = memory.claims(row.topic());
    claims.gone(tx, row.laneNo(), row.id());
    if (!claims.contains(row.laneNo())) {
      goOn(tx, row);
    }
  }

  @Override
  public void erased(Transaction tx, Row row) throws SQLException {
    memory.suspects().ended(tx, row.id());
  }

  /** Where it was the first of its lane, the next one is. */
  private void goOn(Transaction tx, Row row) throws SQLException {
    long laneNo = row.laneNo();
    Optional<Long> head = LaneTable.headOf(tx.session(), laneNo);
    if (head.isEmpty()) {
      return;
    }
    memory.dueLanes(row.topic()).forget(laneNo);
    OptionalLong next = EntryTable.next(tx.session(), row.topic(), laneNo, head.get());
    if (next.isEmpty()) {
      memory.laneIsEmpty(tx, row.topic(), laneNo);
    } else if (next.getAsLong() > row.id()) {
      LaneTable.advance(tx.session(), laneNo, next.getAsLong(), tx.nowMs());
    }
  }
}
