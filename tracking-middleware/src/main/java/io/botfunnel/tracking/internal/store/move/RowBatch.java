package io.botfunnel.tracking.internal.store.move;

import io.botfunnel.tracking.internal.store.sql.PlainValue;
import io.botfunnel.tracking.operations.MoveProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a table until there are enough for a transaction. */
final class RowBatch {
  /** At most so many characters are buffered before they are written. */
  private static final int MOST_CHARS = 8 << 20;

  private final MoveEndpoint to;
  private final MovedTable table;
  private final int mostRows;
  private final MoveProgress progress;
  private final List<@Nullable Object[]> rows = new ArrayList<>();
  private long chars;
  private long written;

  /**
   * @param written how many of the table's rows are already copied
   */
  RowBatch(MoveEndpoint to, MovedTable table, long written, int mostRows, MoveProgress progress) {
    this.to = to;
    this.table = table;
    this.written = written;
    this.mostRows = mostRows;
    this.progress = progress;
  }

  void add(ResultSet row) throws SQLException {
    @Nullable Object[] read = new @Nullable Object[table.width()];
    for (int i = 0; i < read.length; i++) {
      read[i] = PlainValue.of(row, i + 1);
      chars += read[i] instanceof String text ? text.length() : 0;
    }
    rows.add(read);
    if (rows.size() >= mostRows || chars >= MOST_CHARS) {
      write();
    }
  }

  /** Writes the collected rows together with the progress. */
  void write() {
    if (rows.isEmpty()) {
      return;
    }
    written += rows.size();
    CopyProgress step = new CopyProgress(keyOf(rows.get(rows.size() - 1)), written);
    to.run(
        session -> {
          session.batch(table.insert(to.hasSlots()), rows);
          step.put(session, table);
          session.commit();
        });
    progress.copied(rows.size());
    rows.clear();
    chars = 0;
  }

  @SuppressWarnings("NullAway") // no column of a key is null
  private List<Object> keyOf(@Nullable Object[] row) {
    return List.of(Arrays.copyOf(row, table.key().size()));
  }
}
