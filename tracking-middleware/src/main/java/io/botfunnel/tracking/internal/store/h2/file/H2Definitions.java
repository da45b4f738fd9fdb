package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.disk.StoredTypes;
import io.botfunnel.tracking.outbox.OutboxUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.tx.VersionedValueType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.h2.result.RowFactory.DefaultRowFactory;
import org.h2.result.SearchRow;
import org.h2.value.CompareMode;
import org.h2.value.Value;
import org.h2.value.ValueVarchar;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;

/**
 * Checks the definitions of an H2 file before H2 opens it. H2 runs each definition when it opens a
 * file, before it checks the user: a trigger in Java source is compiled and run. So a stranger's
 * file, such as a modified backup, runs the stranger's code.
 *
 * <p>The check reads the rows of definitions below SQL: nothing in them is run, and no class that
 * they name is loaded. Its duration depends on the number of definitions, not on the size of the
 * file.
 */
public final class H2Definitions {
  /**
   * The map of H2's definitions: the number of a definition (twice), its kind, and the statement
   * that H2 will run.
   */
  static final String MAP = "table.0";

  /** An outbox has 20,000; the rest is for an author's tables, some ten thousand columns. */
  private static final long MOST_CHARACTERS = 4L << 20;

  private static final String TOO_LONG =
      "The outbox %s was not opened, for its definitions are longer than %,d characters, and H2 would"
          + " run all of them at each start. If the file came from elsewhere, take a backup that you"
          + " made yourself; so many tables of your own need a file of their own";

  private static final int COLUMNS = 4;
  private static final int STATEMENT = 3;

  /** Maps of H2's own: the class that stores each table, and transactions in two phases. */
  private static final String TYPES = "_";

  private static final String PREPARED = "openTransactions";

  private H2Definitions() {}

  /**
   * Checks that the file defines only what an outbox may have, or nothing at all.
   *
   * @throws OutboxUnavailableException if it defines anything else; names it, the rule and the
   *     remedy
   * @throws MVStoreException if the file is damaged, or is open elsewhere
   */
  public static void requireOurs(Path file) {
    if (!isEmpty(file)) {
      RawStore.read(
          file,
          store -> {
            requireOurs(file, store);
            return file;
          });
    }
  }

  /** Checks an open file as {@link #requireOurs(Path)} does. */
  public static void requireOurs(Path file, MVStore store) {
    List<String> statements = statements(file, store);
    requireOurUser(file, statements);
    List<String> breaches = breaches(statements);
    if (!breaches.isEmpty()) {
      throw refused(file, breaches);
    }
  }

  /** The statements that H2 would run when it opens the file, read from the open file. */
  public static List<String> statements(Path file, MVStore store) {
    requirePlainTypes(store);
    return definitions(file, store);
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw H2Fault.explained(file, e);
    }
  }

  private static void requirePlainTypes(MVStore store) {
    readAll(store, TYPES, StringDataType.INSTANCE, StoredTypes.ofTables());
    DataType<Object> none = StoredTypes.none("a transaction in two phases");
    readAll(store, PREPARED, none, none);
  }

  private static <K, V> void readAll(
      MVStore store, String map, DataType<K> key, DataType<V> value) {
    if (store.hasMap(map)) {
      Cursor<K, V> rows =
          store.openMap(map, new MVMap.Builder<K, V>().keyType(key).valueType(value)).cursor(null);
      while (rows.hasNext()) {
        rows.next();
      }
    }
  }

  private static List<String> definitions(Path file, MVStore store) {
    List<String> statements = new ArrayList<>();
    long length = 0;
    if (store.hasMap(MAP)) {
      Cursor<Long, VersionedValue<SearchRow>> rows = opened(store).cursor(null);
      while (rows.hasNext()) {
        rows.next();
        // A crash may have left a change that H2 will roll back: both values are checked
        length += add(statements, rows.getValue().getCurrentValue());
        length += add(statements, rows.getValue().getCommittedValue());
        requireLength(file, length);
      }
    }
    return statements;
  }

  /** The rows of the definitions, by their number. */
  static MVMap<Long, VersionedValue<SearchRow>> opened(MVStore store) {
    DataType<SearchRow> row =
        DefaultRowFactory.INSTANCE
            .createRowFactory(
                null, CompareMode.getInstance(null, 0), null, null, null, null, COLUMNS, false)
            .getRowDataType();
    return store.openMap(
        MAP,
        new MVMap.Builder<Long, VersionedValue<SearchRow>>()
            .keyType(LongDataType.INSTANCE)
            .valueType(new VersionedValueType<>(row)));
  }

  private static void requireLength(Path file, long length) {
    if (length > MOST_CHARACTERS) {
      throw new OutboxUnavailableException(TOO_LONG.formatted(file, MOST_CHARACTERS));
    }
  }

  /** Adds the statement of a row; returns its length. */
  private static int add(List<String> statements, @Nullable SearchRow row) {
    if (row == null) {
      return 0;
    }
    Value statement = row.getValue(STATEMENT);
    if (!(statement instanceof ValueVarchar)) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT, "a definition is no text: {0}", row.getKey());
    }
    statements.add(statement.getString());
    return statement.getString().length();
  }

  /** Checks for our user, since H2 itself checks the user only after it has run all definitions. */
  private static void requireOurUser(Path file, List<String> statements) {
    if (!haveOurUser(statements)) {
      throw new OutboxUnavailableException(
          "The outbox %s %s. %s."
              .formatted(
                  file,
                  H2Fault.ANOTHERS.whatOf("it has no user botfunnel"),
                  H2Fault.ANOTHERS.remedy()));
    }
  }

  /** Whether the statements create our user; an empty file has no statements and passes. */
  public static boolean haveOurUser(List<String> statements) {
    return statements.isEmpty() || statements.stream().anyMatch(DefinitionRule::isOurUser);
  }

  /** What breaks the rule, each in a few words. */
  static List<String> breaches(List<String> statements) {
    return statements.stream()
        .map(DefinitionRule::breach)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .toList();
  }

  private static final int MOST_SHOWN = 5;

  private static OutboxUnavailableException refused(Path file, List<String> breaches) {
    String shown = String.join("; ", breaches.subList(0, Math.min(MOST_SHOWN, breaches.size())));
    String more =
        breaches.size() > MOST_SHOWN
            ? "; and %,d more".formatted(breaches.size() - MOST_SHOWN)
            : "";
    return new OutboxUnavailableException(
        ("The outbox %s was not opened, for it defines what may run a stranger's code: %s%s. %s. If"
                + " the file came from elsewhere, take a backup that you made yourself. If the"
                + " definition is your own, drop it by H2's own tool: docs/operations.md has the"
                + " command")
            .formatted(file, shown, more, DefinitionRule.IN_WORDS));
  }
}
