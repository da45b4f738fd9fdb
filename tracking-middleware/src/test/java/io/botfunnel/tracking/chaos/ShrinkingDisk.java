package io.botfunnel.tracking.chaos;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A file system in memory that is made as small as what it holds, and large again: full without a
 * ballast that would have to be written. Only root may make one.
 */
final class ShrinkingDisk implements AutoCloseable {
  private static final long LARGE = 512L << 20;
  private static final long PAGE = 4 << 10;

  private final Path folder;
  private final boolean mounted;

  ShrinkingDisk(Path folder) {
    this.folder = folder;
    this.mounted = run("mount", "-t", "tmpfs", "-o", "size=" + LARGE, "tmpfs", folder.toString());
  }

  /** Whether this process was allowed to make it; else the folder is an ordinary one. */
  boolean mounted() {
    return mounted;
  }

  /**
   * Takes all but a few pages; the bot may write meanwhile, so it is tried until it fits.
   *
   * @param pages how many are left
   */
  void fillAllBut(int pages) {
    Awaitility.await("a full disk")
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> resize(used() + pages * PAGE));
  }

  void makeRoom() {
    if (mounted && !resize(LARGE)) {
      throw new AssertionError("the small disk could not be made large again: " + folder);
    }
  }

  private long used() throws IOException {
    FileStore store = Files.getFileStore(folder);
    return store.getTotalSpace() - store.getUnallocatedSpace();
  }

  private boolean resize(long bytes) {
    return run("mount", "-o", "remount,size=" + bytes, folder.toString());
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Override
  public void close() {
    if (mounted && !run("umount", folder.toString())) {
      throw new AssertionError("the small disk could not be unmounted: " + folder);
    }
  }
}
