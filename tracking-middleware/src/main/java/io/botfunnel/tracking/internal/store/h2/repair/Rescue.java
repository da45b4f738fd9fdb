package io.botfunnel.tracking.internal.store.h2.repair;

import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.h2.file.H2Checkpointer;
import io.botfunnel.tracking.internal.store.h2.file.H2Connection;
import io.botfunnel.tracking.internal.store.h2.file.H2ReadOnlyFile;
import io.botfunnel.tracking.internal.store.h2.file.PlainFiles;
import io.botfunnel.tracking.internal.store.sql.PlainValue;
import io.botfunnel.tracking.internal.store.sql.RootCause;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what can still be read of a damaged H2 file into a new one. It reads a table from its
 * first row up to the damage, then backwards from its last row. An author's tables are named and
 * not copied. The damaged file stays as it is. Used by one thread, once.
 */
public final class Rescue {
  private static final Logger log = LoggerFactory.getLogger(Rescue.class);

  /**
   * Excludes tables that are derived from the others, or that belong to the schema or to a move.
   */
  private static final String TABLES =
      "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
          + " AND TABLE_NAME NOT IN ('botfunnel_schema_history', 'LANE', 'MOVE_MARK', 'COPY_PROGRESS')"
          + " ORDER BY TABLE_NAME";

  /** Includes tables that authors have created, in any schema. */
  private static final String ALL_TABLES =
      "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
          + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'"
          + " ORDER BY TABLE_SCHEMA, TABLE_NAME";

  private static final String COLUMNS =
      "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'PUBLIC'"
          + " AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";

  private static final String KEY =
      "SELECT k.COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE k"
          + " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS c"
          + " ON c.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA"
          + " WHERE c.CONSTRAINT_TYPE = 'PRIMARY KEY' AND k.TABLE_NAME = ?"
          + " ORDER BY k.ORDINAL_POSITION";

  private final Path damaged;
  private final Path path;
  private final List<String> notes = new ArrayList<>();
  private final List<String> leftTables = new ArrayList<>();

  /**
   * Creates a rescue.
   *
   * @param damaged the damaged file
   * @param path the new outbox, without H2's {@code .mv.db}
   */
  public Rescue(Path damaged, Path path) {
    this.damaged = damaged;
    this.path = path;
  }

  /** What an operator should know, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** The author's own tables, which remain only in the damaged file, each with its schema. */
  List<String> leftTables() {
    return leftTables;
  }

  /** Copies what can be read; an unreadable part becomes a note. */
  public void copy() throws IOException, SQLException {
    Path folder = Path.of(path + ".rescue");
    Path link = folder.resolve("outbox" + H2Connection.SUFFIX);
    PlainFiles.remove(folder);
    OwnerOnlyFiles.createFolder(folder);
    try {
      // H2 requires a name with its own suffix; the file is only read
      Files.createLink(link, damaged);
      copy(folder.resolve("outbox"));
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(folder);
    }
  }

  private void copy(Path from) throws SQLException {
    try (Session to = new H2Connection(path).open()) {
      try {
        H2ReadOnlyFile.read(from, source -> copy(source, to));
      } catch (SQLException | RuntimeException e) {
        log.debug("{} could not be read", damaged, e);
        notes.add(
            "The H2 file could not be read (%s): a backup has older data, and H2's own tool"
                    .formatted(RootCause.of(e))
                + " org.h2.tools.Recover may find more in the file that was kept, tables of your own too.");
      }
      settle(to);
      to.commit();
      H2Checkpointer.of(to).force();
    }
  }

  private void copy(Session from, Session to) throws SQLException {
    leftTables.addAll(from.all(ALL_TABLES, Rescue::named));
    leftTables.removeAll(to.all(ALL_TABLES, Rescue::named));
    for (String table : to.all(TABLES, row -> row.getString(1))) {
      List<String> columns = columns(to, table);
      columns.retainAll(columns(from, table));
      if (!columns.isEmpty()) {
        copy(from, to, table, columns);
        to.commit();
      }
    }
  }

  private static String named(ResultSet table) throws SQLException {
    return table.getString(1) + "." + table.getString(2);
  }

  private static List<String> columns(Session session, String table) throws SQLException {
    return new ArrayList<>(session.all(COLUMNS, row -> row.getString(1), table));
  }

  private void copy(Session from, Session to, String table, List<String> columns)
      throws SQLException {
    to.update("DELETE FROM " + table);
    String list = String.join(", ", columns);
    String read = "SELECT %s FROM %s".formatted(list, table);
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(table, list, String.join(", ", Collections.nCopies(columns.size(), "?")));
    String order = order(to, table, "");
    if (!rows(from, read + order, to, insert, columns.size())) {
      rows(from, read + order(to, table, " DESC"), to, insert, columns.size());
      notes.add(
          "A part of the table %s could not be read.".formatted(table.toLowerCase(Locale.ROOT)));
    }
  }

  private static String order(Session session, String table, String direction) throws SQLException {
    List<String> key = session.all(KEY, row -> row.getString(1), table);
    return key.isEmpty()
        ? ""
        : " ORDER BY " + String.join(", ", key.stream().map(each -> each + direction).toList());
  }

  /** Copies rows; returns whether the last one was reached. */
  private static boolean rows(Session from, String read, Session to, String insert, int columns)
      throws SQLException {
    try {
      from.each(read, row -> insert(to, insert, row, columns));
      return true;
    } catch (SQLException | RuntimeException unreadable) {
      log.debug("{} ended early", read, unreadable);
      return false;
    }
  }

  private static void insert(Session to, String insert, ResultSet row, int columns)
      throws SQLException {
    @Nullable Object[] values = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = PlainValue.of(row, i + 1);
    }
    try {
      to.update(insert, values);
    } catch (SQLException alreadyThere) {
      // Read from the other end too, or a value that the damage produced
      log.debug("a row was left out: {}", alreadyThere.getMessage());
    }
  }

  /** Rebuilds what derives from the entries: lanes, and the books of waiting entries. */
  private static void settle(Session to) throws SQLException {
    to.update("DELETE FROM lane");
    to.update(
        "INSERT INTO lane (lane_no, topic, head_id, due_at_ms)"
            + " SELECT lane_no, MIN(topic), MIN(id), 0 FROM entry e"
            + " WHERE NOT EXISTS (SELECT 1 FROM settled WHERE settled.id = e.id)"
            + " GROUP BY lane_no");
    to.update("DELETE FROM counter WHERE name IN ('accepted', 'waiting')");
    to.update(
        "INSERT INTO counter (topic, name, n) SELECT topic, 'waiting', COUNT(*) FROM entry e"
            + " WHERE NOT EXISTS (SELECT 1 FROM settled WHERE settled.id = e.id) GROUP BY topic");
    to.update(
        "INSERT INTO counter (topic, name, n) SELECT topic, 'accepted', SUM(n) FROM counter"
            + " WHERE topic <> '' GROUP BY topic");
    to.update("MERGE INTO counter (topic, name, n) KEY (topic, name) VALUES ('', 'forced', 1)");
    for (String table : List.of("conflict", "audit", "staged")) {
      long next =
          to.first("SELECT COALESCE(MAX(id), 0) + 1 FROM " + table, row -> row.getLong(1))
              .orElseThrow();
      to.execute("ALTER TABLE %s ALTER COLUMN id RESTART WITH %d".formatted(table, next));
    }
  }
}
