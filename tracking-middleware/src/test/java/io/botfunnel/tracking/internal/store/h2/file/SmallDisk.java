package io.botfunnel.tracking.internal.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes in memory: real, and soon full. Only root may make one. */
final class SmallDisk implements AutoCloseable {
  private static final int BYTES = 16 << 20;

  private final Path folder;

  /** Skips the test where this process may not mount. */
  SmallDisk(Path folder) {
    this.folder = folder;
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", folder.toString());
    assumeTrue(mounted, "a small disk needs the right to mount a tmpfs: run as root on Linux");
  }

  /** Takes all but this many bytes. */
  void fillAllBut(int free) throws IOException {
    Files.write(ballast(), new byte[BYTES - free]);
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  void makeReadOnly() {
    assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Override
  public void close() {
    assertThat(run("umount", folder.toString())).isTrue();
  }
}
