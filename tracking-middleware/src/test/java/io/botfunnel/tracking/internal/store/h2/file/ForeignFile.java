package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.OutboxFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.result.DefaultRow;
import org.h2.result.SearchRow;
import org.h2.value.Value;
import org.h2.value.ValueInteger;
import org.h2.value.ValueVarchar;
import org.h2.value.VersionedValue;

/** Puts into an outbox's file what somebody else may have put there. */
public final class ForeignFile {
  private final OutboxFolder folder;
  private final Path marker;

  public ForeignFile(OutboxFolder folder) {
    this.folder = folder;
    this.marker = folder.outbox().resolveSibling("code-has-run");
  }

  /** Where code of the file leaves its trace. */
  Path marker() {
    return marker;
  }

  /** Java that leaves the trace. */
  String leavingATrace() {
    return "try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"%s\"), \"ran\"); } catch (Exception e) { throw new RuntimeException(e); }"
        .formatted(marker);
  }

  /** A trigger in Java source: H2 runs it as it opens the file. */
  String[] triggerInSource() {
    return new String[] {
      "CREATE FORCE TRIGGER poison BEFORE INSERT ON audit AS $$org.h2.api.Trigger create() { "
          + leavingATrace()
          + " return new org.h2.api.Trigger() { public void fire(java.sql.Connection c, Object[] a, Object[] b) {} }; }$$"
    };
  }

  /** A function in Java source, called by a computed column. */
  String[] functionInSource() {
    return new String[] {
      "CREATE ALIAS poison AS $$int poison() { " + leavingATrace() + " return 1; }$$",
      "ALTER TABLE counter ADD CONSTRAINT poisoned CHECK (poison() = 1)"
    };
  }

  /** A view that calls a function of H2 that writes a file. */
  String[] viewThatWritesAFile() {
    return new String[] {
      "CREATE VIEW poisoned AS SELECT FILE_WRITE('ran', '%s') AS n".formatted(marker)
    };
  }

  /** Defines it by H2, as its maker would, and takes away the trace of that. */
  public void define(String... statements) throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.outbox(), "botfunnel", "");
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
    Files.deleteIfExists(marker);
    // As in a restored backup: what the mark says is of another file
    Files.deleteIfExists(folder.mark());
  }

  /** Puts a statement among the definitions that H2 would not write itself. */
  void forge(String statement) throws IOException {
    try (MVStore store = RawStore.writing(folder.file())) {
      MVMap<Long, VersionedValue<SearchRow>> rows = H2Definitions.opened(store);
      long id = rows.lastKey() + 1;
      DefaultRow row =
          new DefaultRow(
              new Value[] {
                ValueInteger.get((int) id),
                ValueInteger.get(0),
                ValueInteger.get(11),
                ValueVarchar.get(statement)
              });
      row.setKey(id);
      rows.put(id, new Committed(row));
      store.commit();
    }
    Files.deleteIfExists(folder.mark());
  }

  private static final class Committed extends VersionedValue<SearchRow> {
    private final SearchRow row;

    Committed(SearchRow row) {
      this.row = row;
    }

    @Override
    public SearchRow getCurrentValue() {
      return row;
    }

    @Override
    public SearchRow getCommittedValue() {
      return row;
    }
  }
}
