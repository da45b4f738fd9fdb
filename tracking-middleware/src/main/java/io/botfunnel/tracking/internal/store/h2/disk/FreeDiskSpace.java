package io.botfunnel.tracking.internal.store.h2.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The free space on the disk of the outbox. If a disk fills up under H2's own writing threads, they
 * may wait for each other for ever, and every commit with them. So no work starts when the space is
 * nearly used up.
 */
public final class FreeDiskSpace {
  /** More than a group of entries and what H2 writes for it; little compared with any disk. */
  public static final long RESERVE_BYTES = 2L << 20;

  private final Path folder;
  private @Nullable FileStore disk;

  /**
   * Creates a check for the disk of a file.
   *
   * @param file the outbox, which need not exist
   */
  public FreeDiskSpace(Path file) {
    this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  /**
   * Checks that there is enough space to begin work.
   *
   * @throws FileSystemException if there is less than {@link #RESERVE_BYTES}
   */
  public void require() throws IOException {
    if (left() < RESERVE_BYTES) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "No space left on device but the last %d MB".formatted(RESERVE_BYTES >> 20));
    }
  }

  /** The usable bytes; {@link Long#MAX_VALUE} if the folder does not exist yet. */
  public long left() throws IOException {
    if (disk == null && !Files.isDirectory(folder)) {
      return Long.MAX_VALUE;
    }
    if (disk == null) {
      disk = Files.getFileStore(folder);
    }
    return disk.getUsableSpace();
  }
}
