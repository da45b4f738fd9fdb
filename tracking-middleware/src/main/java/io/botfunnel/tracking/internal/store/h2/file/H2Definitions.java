package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.disk.StoredTypes;
import io.botfunnel.tracking.lane.OutboxUnavailableException;
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
 * Looks at what an H2 file defines before H2 opens it. H2 runs each definition when it opens a
 * file, before it asks for a user: a trigger in Java source is compiled and runs. So a file that a
 * stranger has made, such as a backup that somebody has changed, runs the stranger's code.
 *
 * <p>Reads the rows of definitions below SQL; nothing in them is run, no class that they name is
 * loaded. It takes as long as they are many, however large the file is.
 */
public final class H2Definitions {
  /** Where H2 keeps them: the number, twice, of the kind, and the statement that H2 will run. */
  static final String MAP = "table.0";

  /** An outbox has 20,000; the rest is for an author's tables, some ten thousand columns. */
  private static final long MOST_CHARACTERS = 4L << 20;

  private static final String TOO_LONG =
      "The outbox %s was not opened, for its definitions are longer than %,d characters, and H2 would"
          + " run all of them at each start. If the file came from elsewhere, take a backup that you"
          + " made yourself; so many tables of your own need a file of their own";

  private static final int COLUMNS = 4;
  private static final int STATEMENT = 3;

  /** H2's own: which class keeps each table, and transactions in two phases. */
  private static final String TYPES = "_";

  private static final String PREPARED = "openTransactions";

  private H2Definitions() {}

  /**
   * Returns if the file defines nothing but what an outbox may have, or nothing at all.
   *
   * @throws OutboxUnavailableException if it defines anything else; names it, the rule and the
   *     remedy
   * @throws MVStoreException if it is damaged, or somebody has it open
   */
  public static void requireOurs(Path file) {
    if (isEmpty(file)) {
      return;
    }
    List<String> statements = statements(file);
    requireOurUser(file, statements);
    List<String> breaches = breaches(statements);
    if (!breaches.isEmpty()) {
      throw refused(file, breaches);
    }
  }

  /** What H2 would run as it opens the file. */
  public static List<String> statements(Path file) {
    try (MVStore store = RawStore.reading(file)) {
      requirePlainTypes(store);
      return statements(file, store);
    } catch (AssertionError e) {
      throw RawStore.damaged(file, e);
    }
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

  private static List<String> statements(Path file, MVStore store) {
    List<String> statements = new ArrayList<>();
    long length = 0;
    if (store.hasMap(MAP)) {
      Cursor<Long, VersionedValue<SearchRow>> rows = opened(store).cursor(null);
      while (rows.hasNext()) {
        rows.next();
        // A crash may have left a change that H2 will take back: both are looked at
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

  /** How long it is. */
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

  /** H2 itself asks for the user only after it has run all. */
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

  /** Whether the statements make our user; of an empty file there are none. */
  public static boolean haveOurUser(List<String> statements) {
    return statements.isEmpty() || statements.stream().anyMatch(DefinitionRule::isOurUser);
  }

  /** What of it is against the rule, each in a few words. */
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
