package io.botfunnel.tracking.internal.store.h2.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Writes the live data of an H2 file into a new file, entry by entry. H2's own compaction copies
 * whole pages, and an inner page keeps its separator key even if that key was deleted. Nothing is
 * compressed, so that the absence of data can be verified.
 *
 * <p>Used while the file does not change.
 */
final class H2Rewriting {
  private static final String MAP = "map.";
  private static final String NAME = "name.";
  private static final String SINCE = "createVersion";

  private final MVStore from;
  private final MVStore to;

  private H2Rewriting(MVStore from, MVStore to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Writes a copy.
   *
   * @param from open, with all of its tables
   * @param to a file that does not exist or is empty
   */
  static void write(MVStore from, Path to) {
    MVStore.Builder copy =
        new MVStore.Builder()
            .fileName(to.toString())
            .pageSplitSize((int) H2Connection.PAGE_BYTES)
            .autoCompactFillRate(0);
    try (MVStore written = copy.open()) {
      written.setAutoCommitDelay(0);
      // It is written once, so there is nothing to reclaim in it
      written.setRetentionTime(Integer.MAX_VALUE);
      new H2Rewriting(from, written).write();
    }
  }

  private void write() {
    for (Map.Entry<String, String> each : from.getMetaMap().entrySet()) {
      if (!each.getKey().startsWith(MAP) && !each.getKey().startsWith(NAME)) {
        to.getMetaMap().put(each.getKey(), each.getValue());
      }
    }
    for (String name : from.getMapNames()) {
      write(name);
    }
  }

  private void write(String name) {
    String kept = known(NAME + name);
    int id = Integer.parseInt(kept, 16);
    MVMap<Object, Object> source = from.getMap(id);
    if (source == null) {
      throw new IllegalStateException("H2 has not opened its table " + name);
    }
    MVMap<Object, Object> copy =
        to.openMap(
            name,
            new MVMap.Builder<>().keyType(source.getKeyType()).valueType(source.getValueType()));
    Cursor<Object, Object> rows = source.cursor(null);
    while (rows.hasNext()) {
      Object key = rows.next();
      // Not append(): H2 would then count the wrong pages of a chunk as dead
      copy.put(key, rows.getValue());
    }
    to.getMetaMap().put(MAP + Integer.toHexString(copy.getId()), ofANewFile(known(MAP + kept)));
  }

  private String known(String key) {
    return Objects.requireNonNull(from.getMetaMap().get(key), key);
  }

  /**
   * What H2 knows of a table, such as the types of its keys and values. The file version at which
   * the table was created is left out: a new file counts from one, and until that version H2 would
   * not write changes of the table.
   */
  private static String ofANewFile(String table) {
    Map<String, String> known = DataUtils.parseMap(table);
    known.remove(SINCE);
    return DataUtils.appendMap(new StringBuilder(), new HashMap<>(known)).toString();
  }
}
