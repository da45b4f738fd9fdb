package io.botfunnel.tracking.internal.store.h2.file;

import io.botfunnel.tracking.internal.store.h2.disk.DirectorySync;
import io.botfunnel.tracking.internal.store.h2.disk.FreeDiskSpace;
import io.botfunnel.tracking.internal.store.h2.disk.OwnerOnlyFiles;
import io.botfunnel.tracking.internal.store.sql.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an H2 file small again. H2 reuses the room of what was deleted, and does not give it back:
 * a file that held a backlog keeps its size. What lives is copied into a file beside, forced to the
 * device and moved into the place, so that there is a whole file at any time.
 */
public final class H2Compaction {
  private static final Logger log = LoggerFactory.getLogger(H2Compaction.class);

  private static final long MEGABYTE = 1L << 20;

  /** A smaller file is not worth the interruption. */
  private static final long SMALLEST = 16 * MEGABYTE;

  /** Copied in half a second on the machine that DESIGN's figures come from. */
  private static final long MOST_ALIVE = 24 * MEGABYTE;

  private static final int TIMES_SMALLER = 2;

  /** What a copy frees besides, so that not every hour has one. */
  private static final long WORTH_IT = 8 * MEGABYTE;

  /** Of the file: where more is used, it is as small as it gets without a whole copy. */
  static final int PERCENT_USED = 50;

  private static final boolean COMPRESSED = true;

  /** H2 itself works on a file that grew, and needs room for what it will write next. */
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;
  private final Path folder;
  private final FreeDiskSpace room;
  private long lastLookNanos = System.nanoTime() - BETWEEN_NANOS;
  private boolean scattered;

  public H2Compaction(Path file, FreeDiskSpace room) {
    this.room = room;
    this.file = file;
    this.folder = Path.of(file + ".compact");
  }

  /** Whether the file would become much smaller, in little time. */
  public boolean pays(Session session) throws IOException, SQLException {
    scattered = false;
    if (System.nanoTime() - lastLookNanos < BETWEEN_NANOS || Files.size(file) < SMALLEST) {
      return false;
    }
    lastLookNanos = System.nanoTime();
    scattered = setting(session, "FILL_RATE") < PERCENT_USED;
    long size = Files.size(file);
    long alive = alive(session, size);
    log.debug("{}: {} MB, of which {} MB live", file, size / MEGABYTE, alive / MEGABYTE);
    return alive < MOST_ALIVE
        && alive * TIMES_SMALLER + WORTH_IT < size
        && alive + FreeDiskSpace.RESERVE_BYTES < room.left();
  }

  /** Whether much of a file that is not copied as a whole is free, by what was just looked at. */
  boolean isScattered() {
    return scattered;
  }

  /**
   * H2 says it in whole percents, rounded up, which of a large file is much: so it lies within a
   * hundredth of the file below that. Within these bounds it is reckoned by the pages, which may be
   * large where bodies are, and small where rows between others were deleted.
   */
  private static long alive(Session session, long size) throws SQLException {
    long used = size * setting(session, "FILL_RATE") / 100;
    long most = used * setting(session, "CHUNKS_FILL_RATE") / 100;
    long byPages = setting(session, "PAGE_COUNT_LIVE") * H2Connection.PAGE_BYTES;
    return Math.min(most, Math.max(byPages, most - size / 100));
  }

  private static long setting(Session session, String name) throws SQLException {
    return session
        .first(
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = ?",
            row -> Long.parseLong(row.getString(1)),
            "info." + name)
        .orElseThrow();
  }

  /** Compacts the closed file. */
  void run() throws IOException {
    long began = System.nanoTime();
    long before = Files.size(file);
    clear();
    OwnerOnlyFiles.createFolder(folder);
    try {
      replace(folder.resolve(file.getFileName()));
    } finally {
      // On a full disk the half-made copy takes the room that is missing.
      clear();
    }
    log.info(
        "compacted {} from {} to {} MB in {} ms",
        file,
        before / MEGABYTE,
        Files.size(file) / MEGABYTE,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  private void replace(Path copy) throws IOException {
    // A second name of the same file: the tool puts what it made in the place of what it read.
    Files.createLink(copy, file);
    MVStoreTool.compact(copy.toString(), COMPRESSED);
    OwnerOnlyFiles.restrict(copy);
    moveIntoPlace(copy);
  }

  /** Where a copy of the file is written before it takes its place; empty, for its owner only. */
  Path prepared() throws IOException {
    clear();
    OwnerOnlyFiles.createFolder(folder);
    Path copy = folder.resolve(file.getFileName());
    OwnerOnlyFiles.create(copy);
    return copy;
  }

  /** Puts a whole copy into the place of the closed file. */
  void moveIntoPlace(Path copy) throws IOException {
    force(copy);
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DirectorySync.force(file);
  }

  /** Whether the disk has room for a copy of what lives. */
  boolean hasRoom(Session session) throws IOException, SQLException {
    return alive(session, Files.size(file)) + FreeDiskSpace.RESERVE_BYTES < room.left();
  }

  /** Removes what a killed process or a full disk has left, H2's own temporary files among it. */
  void clear() throws IOException {
    PlainFiles.remove(folder);
  }

  private static void force(Path copy) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
