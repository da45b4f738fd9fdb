package io.botfunnel.tracking.internal.store.h2.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much room is left on the disk of the outbox. A disk that fills up under H2's own writing
 * threads may leave them waiting for each other for ever, and with them whoever commits: so nothing
 * is begun where the room is nearly gone.
 */
public final class FreeDiskSpace {
  /** More than a group of entries and what H2 writes of it; little beside any disk. */
  public static final long RESERVE_BYTES = 2L << 20;

  private final Path folder;
  private @Nullable FileStore disk;

  /**
   * @param file the outbox, which need not exist
   */
  public FreeDiskSpace(Path file) {
    this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  /**
   * Returns where there is room to begin something.
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

  /** In bytes; unlimited where the folder is yet to be made. */
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
