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
 * Makes an H2 file small again. H2 reuses the space of deleted data but does not give it back, so a
 * file that held a backlog keeps its size. The live data is copied into a second file, forced to
 * the device and moved into place. So there is a whole file at any time.
 */
public final class H2Compaction {
  private static final Logger log = LoggerFactory.getLogger(H2Compaction.class);

  private static final long MEGABYTE = 1L << 20;

  /** A smaller file is not worth the interruption. */
  private static final long SMALLEST = 16 * MEGABYTE;

  /** Copied in half a second on the machine of DESIGN's figures. */
  private static final long MOST_LIVE = 24 * MEGABYTE;

  private static final int TIMES_SMALLER = 2;

  /** What a copy must free in addition, so that there is not one every hour. */
  private static final long WORTH_IT = 8 * MEGABYTE;

  /**
   * The used part of the file, in percent, above which only a copy of the whole makes it smaller.
   */
  static final int PERCENT_USED = 50;

  private static final boolean COMPRESSED = true;

  /**
   * The time between two checks: H2 itself reorganises a file that grew, and needs space for its
   * next writes.
   */
  private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;
  private final Path folder;
  private final FreeDiskSpace freeSpace;
  private long lastLookNanos = System.nanoTime() - BETWEEN_NANOS;
  private boolean scattered;

  public H2Compaction(Path file, FreeDiskSpace freeSpace) {
    this.freeSpace = freeSpace;
    this.file = file;
    this.folder = Path.of(file + ".compact");
  }

  /** Whether the file would become much smaller in a short time. */
  public boolean pays(Session session) throws IOException, SQLException {
    scattered = false;
    if (System.nanoTime() - lastLookNanos < BETWEEN_NANOS || Files.size(file) < SMALLEST) {
      return false;
    }
    lastLookNanos = System.nanoTime();
    scattered = setting(session, "FILL_RATE") < PERCENT_USED;
    long size = Files.size(file);
    long live = live(session, size);
    log.debug("{}: {} MB, of which {} MB live", file, size / MEGABYTE, live / MEGABYTE);
    return live < MOST_LIVE
        && live * TIMES_SMALLER + WORTH_IT < size
        && live + FreeDiskSpace.RESERVE_BYTES < freeSpace.left();
  }

  /** Whether much of a file that is not copied as a whole is free, according to the last check. */
  boolean isScattered() {
    return scattered;
  }

  /**
   * Estimates the live bytes. H2 reports whole percents, rounded up, which is much of a large file:
   * the true value is up to a hundredth of the file lower. Within these bounds, the number of pages
   * decides. Pages may be large if they hold bodies, and small if rows between others were deleted.
   */
  private static long live(Session session, long size) throws SQLException {
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
      // On a full disk, the incomplete copy takes the space that is missing.
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
    // A second name of the same file: the tool replaces the file that it reads by its result.
    Files.createLink(copy, file);
    MVStoreTool.compact(copy.toString(), COMPRESSED);
    OwnerOnlyFiles.restrict(copy);
    moveIntoPlace(copy);
  }

  /** Creates an empty, owner-only file for a copy that is later moved into place. */
  Path prepared() throws IOException {
    clear();
    OwnerOnlyFiles.createFolder(folder);
    Path copy = folder.resolve(file.getFileName());
    OwnerOnlyFiles.create(copy);
    return copy;
  }

  /** Moves a whole copy into the place of the closed file. */
  void moveIntoPlace(Path copy) throws IOException {
    force(copy);
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DirectorySync.force(file);
  }

  /** Whether the disk has space for a copy of the live data. */
  boolean hasFreeSpace(Session session) throws IOException, SQLException {
    return live(session, Files.size(file)) + FreeDiskSpace.RESERVE_BYTES < freeSpace.left();
  }

  /** Removes what a killed process or a full disk left, including H2's own temporary files. */
  void clear() throws IOException {
    PlainFiles.remove(folder);
  }

  private static void force(Path copy) throws IOException {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
