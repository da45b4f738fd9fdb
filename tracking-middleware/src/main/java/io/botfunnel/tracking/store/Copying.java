package io.botfunnel.tracking.store;

import io.botfunnel.tracking.operations.MoveProgress;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Copies the tables from one outbox to another, a batch of rows in a transaction together with how
 * far that is: wherever it is cut off, it goes on behind the last row that was committed.
 */
final class Copying {
  private final Place from;
  private final Place to;
  private final List<MovedTable> tables;
  private final int mostRows;
  private final MoveProgress progress;

  /**
   * @param mostRows of a batch
   */
  Copying(Place from, Place to, List<MovedTable> tables, int mostRows, MoveProgress progress) {
    this.from = from;
    this.to = to;
    this.tables = tables;
    this.mostRows = mostRows;
    this.progress = progress;
  }

  void all() {
    progress.begun(from.ask(this::rows), to.ask(MoveStep::rows));
    tables.forEach(this::copy);
  }

  private long rows(Session session) throws SQLException {
    long rows = 0;
    for (MovedTable table : tables) {
      rows += table.count(session);
    }
    return rows;
  }

  private void copy(MovedTable table) {
    Optional<MoveStep> step = to.ask(session -> MoveStep.of(session, table));
    long already = step.map(MoveStep::rows).orElse(0L);
    Batch batch = new Batch(to, table, already, mostRows, progress);
    String sql = step.isPresent() ? table.rowsBehind() : table.rows();
    Object[] behind = step.map(MoveStep::upTo).orElse(List.of()).toArray();
    from.tell(session -> session.each(sql, batch::add, behind));
    batch.write();
  }
}
