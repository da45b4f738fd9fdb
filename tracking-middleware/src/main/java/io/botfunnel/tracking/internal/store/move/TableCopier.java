package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.Session;
import io.botfunnel.tracking.operations.MoveProgress;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Copies the tables from one outbox to another. Each transaction copies a batch of rows and records
 * the progress, so an interrupted copy resumes behind the last committed row.
 */
final class TableCopier {
  private final MoveEndpoint from;
  private final MoveEndpoint to;
  private final List<MovedTable> tables;
  private final int mostRows;
  private final MoveProgress progress;

  /**
   * @param mostRows the most rows per batch
   */
  TableCopier(
      MoveEndpoint from,
      MoveEndpoint to,
      List<MovedTable> tables,
      int mostRows,
      MoveProgress progress) {
    this.from = from;
    this.to = to;
    this.tables = tables;
    this.mostRows = mostRows;
    this.progress = progress;
  }

  void all() {
    progress.started(from.query(this::rows), to.query(CopyProgress::rows));
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
    Optional<CopyProgress> step = to.query(session -> CopyProgress.of(session, table));
    long already = step.map(CopyProgress::rows).orElse(0L);
    RowBatch batch = new RowBatch(to, table, already, mostRows, progress);
    String sql = step.isPresent() ? table.rowsBehind() : table.rows();
    Object[] behind = step.map(CopyProgress::upTo).orElse(List.of()).toArray();
    from.run(session -> session.each(sql, batch::add, behind));
    batch.write();
  }
}
